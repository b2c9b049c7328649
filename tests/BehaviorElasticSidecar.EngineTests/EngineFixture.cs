using System.Collections.Concurrent;
using BehaviorElasticSidecar.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace BehaviorElasticSidecar.EngineTests;

/// <summary>All engine tests share one node per stack, started when the first test asks for it and ended after the last.</summary>
[CollectionDefinition(Name)]
public sealed class EngineCollection : ICollectionFixture<EngineFixture>
{
    public const string Name = "engines";
}

/// <summary>
/// The engines of this test run. Use: <c>[Collection(EngineCollection.Name)] class XTests(EngineFixture engines)</c>, tests marked
/// <c>[EngineTheory, OnOpenSearch, OnElasticsearch]</c> with an <see cref="EngineStack"/> as first argument, and in each
/// <c>await using var place = await engines.PlaceAsync(stack)</c>.
/// </summary>
public sealed class EngineFixture : IAsyncLifetime
{
    private readonly ConcurrentDictionary<EngineStack, Lazy<Task<(EngineNode Node, EngineClient Client)>>> _running = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var running in _running.Values.Where(r => r.Value.IsCompletedSuccessfully))
        {
            var (node, client) = await running.Value;
            client.Dispose();
            await node.StopAsync();
        }
    }

    /// <summary>How to reach the engine; other clients may be made of it.</summary>
    public async Task<EngineOptions> OptionsAsync(EngineStack stack) => (await RunningAsync(stack)).Node.Options;

    public async Task<EngineClient> ClientAsync(EngineStack stack) => (await RunningAsync(stack)).Client;

    /// <summary>Names of a test's own in the engine; disposing it removes all indices and templates under them.</summary>
    public async Task<EnginePlace> PlaceAsync(EngineStack stack) => new(stack, await ClientAsync(stack));

    private Task<(EngineNode Node, EngineClient Client)> RunningAsync(EngineStack stack) =>
        _running.GetOrAdd(stack, s => new Lazy<Task<(EngineNode, EngineClient)>>(() => StartAsync(s))).Value;

    private static async Task<(EngineNode Node, EngineClient Client)> StartAsync(EngineStack stack)
    {
        var node = await EngineNode.StartAsync(stack);
        return (node, new EngineClient(node.Options, TimeProvider.System, NullLogger<EngineClient>.Instance));
    }
}
