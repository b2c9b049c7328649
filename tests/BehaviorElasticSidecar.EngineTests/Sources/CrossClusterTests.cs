using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.EngineTests.Sources;

/// <summary>Remote clusters, by a node that is its own remote under one name, and knows another one that does not answer.</summary>
[Collection(EngineCollection.Name)]
public sealed class CrossClusterTests(EngineFixture engines)
{
    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task Remote_indices_are_read_like_local_ones_beside_them_and_alone(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        await place.IndexAsync("there-1", Events.Mapping, Events.Of("ana", 9));
        await place.IndexAsync("here-1", Events.Mapping, Events.Of("ben", 10));
        await RemotesAsync(place);

        foreach (var reading in new[] { RowReading.Aggregate, RowReading.Fetch })
        {
            (await place.RowsAsync(Events.Source($"near:{place.Name("there-*")}"), reading)).ShouldBe(["ana 9 1 9"]);
            (await place.RowsAsync(Events.Source($"near:{place.Name("there-*")}", place.Name("here-*")), reading)).ShouldBe(["ana 9 1 9", "ben 10 1 10"]);
        }
    }

    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task A_remote_that_does_not_answer_is_never_taken_for_one_that_has_nothing(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        await place.IndexAsync("here-1", Events.Mapping, Events.Of("ben", 10));
        await RemotesAsync(place);
        var source = Events.Source($"gone:{place.Name("*")}", place.Name("here-*"));

        await Should.ThrowAsync<EngineException>(() => place.RowsAsync(source));
        // Also where the mappings are known from before it went away.
        var capabilities = await place.CapabilitiesAsync(Events.Source(place.Name("here-*")));
        var features = new ClusterFeatureSource(place.Client, new Dictionary<string, SourceCapabilities> { [source.Id] = capabilities }, new ClusterReadOptions());
        (await Should.ThrowAsync<EngineException>(() => features.IsImportDayAsync(source, Events.Day, CancellationToken.None))).Kind
            .ShouldBeOneOf(EngineErrorKind.PartialAnswer, EngineErrorKind.ServerFault, EngineErrorKind.Connection);
    }

    /// <summary>Settings of the shared node; the same whoever asks, so they stay.</summary>
    private static async Task RemotesAsync(EnginePlace place)
    {
        using var nodes = await place.Client.SendAsync(HttpMethod.Get, "/_nodes/_local/transport", default, CancellationToken.None);
        var address = nodes.RootElement.GetProperty("nodes").EnumerateObject().First().Value.GetProperty("transport").GetProperty("publish_address").GetString()!;
        var seed = address[(address.LastIndexOf('/') + 1)..];
        await place.CallAsync(HttpMethod.Put, "/_cluster/settings",
            $$$"""{"persistent":{"cluster":{"remote":{"near":{"seeds":["{{{seed}}}"]},"gone":{"seeds":["127.0.0.1:9"],"skip_unavailable":true} } } } }""");
        for (var tries = 0; ; tries++)
        {
            using var remotes = await place.Client.SendAsync(HttpMethod.Get, "/_remote/info", default, CancellationToken.None);
            if (remotes.RootElement.TryGetProperty("near", out var near) && near.GetProperty("connected").GetBoolean())
                return;
            tries.ShouldBeLessThan(50, remotes.RootElement.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }
}
