using System.Globalization;
using System.Text;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Worker.Checks;

namespace BehaviorElasticSidecar.EngineTests.Engine;

/// <summary>Profiles are proposed by what real indices hold, each event for the nearest profile.</summary>
[Collection(EngineCollection.Name)]
public sealed class SourceDetectionTests(EngineFixture engines)
{
    [EngineTheory, OnOpenSearch, OnElasticsearch]
    public async Task Profiles_are_proposed_by_what_the_indices_hold(EngineStack stack)
    {
        await using var place = await engines.PlaceAsync(stack);
        var (shared, own) = (place.Name("filebeat-a"), place.Name("acme"));
        await LoadAsync(place.Client, shared, 40, i => i % 4 == 0
            ? """{"event":{"dataset":"okta.system","action":"user.session.start"},"okta":{"outcome":{"result":"SUCCESS"}},"user":{"name":"ada"},"source":{"ip":"10.0.0.1"},"@timestamp":"%"}"""
            : """{"event":{"dataset":"nginx.access"},"source":{"address":"10.0.0.2"},"@timestamp":"%"}""");
        await LoadAsync(place.Client, own, 3, _ => """{"login":"ada","@timestamp":"%"}""");
        var okta = Profile("okta") with { Indices = [place.Name("filebeat-*"), place.Name("none-*")] };
        var generic = Profile("logs") with { Indices = [place.Name("filebeat-*")] };
        var absent = Profile("github") with { Indices = [place.Name("github-*")] };

        var found = await new SourceDetection(place.Client, "behavior-").DetectAsync([generic, okta, absent], CancellationToken.None);

        found.Faults.ShouldBeEmpty();
        found.Found.Select(f => (f.Coverage.Source.Id, f.Total, f.Coverage.Events)).ShouldBe([("logs", 40L, 30L), ("okta", 10L, 10L)]);
        var proposed = found.Found.Single(f => f.Coverage.Source.Id == "okta");
        proposed.Indices.ShouldBe([place.Name("filebeat-*")], "a pattern that matches nothing is left out");
        (proposed.Coverage.Share(proposed.Coverage.WithActor), proposed.Coverage.Share(proposed.Coverage.WithOutcome)).ShouldBe((1, 1));
        found.Unread.Single(u => u.Name == own).Documents.ShouldBe(3);
        found.Unread.ShouldNotContain(u => u.Name == shared);
    }

    private static Source Profile(string id) => ShippedSources.Profiles.Single(p => p.Id == id);

    private static async Task LoadAsync(EngineClient client, string index, int count, Func<int, string> document)
    {
        var mapping = """{"mappings":{"properties":{"@timestamp":{"type":"date"},"event":{"properties":{"dataset":{"type":"keyword"}}}}}}"""u8.ToArray();
        await client.CreateIndexAsync(index, mapping, CancellationToken.None);
        var start = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        await client.BulkAsync(
            [.. Enumerable.Range(0, count).Select(i => new BulkOperation("index", index, $"{i}", Encoding.UTF8.GetBytes(
                document(i).Replace("%", start.AddMinutes(i).ToString("O", CultureInfo.InvariantCulture), StringComparison.Ordinal))))], CancellationToken.None);
        await client.RefreshAsync(index, CancellationToken.None);
    }
}
