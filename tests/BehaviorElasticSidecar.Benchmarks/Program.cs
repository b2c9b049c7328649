using BehaviorElasticSidecar.Benchmarks.Baselines;
using BehaviorElasticSidecar.Benchmarks.Cycles;
using BehaviorElasticSidecar.Benchmarks.Features;
using BehaviorElasticSidecar.Benchmarks.Files;

namespace BehaviorElasticSidecar.Benchmarks;

/// <summary>Whole-run measurements, each a rate or a ratio with its memory: <c>dotnet run -c Release --project tests/BehaviorElasticSidecar.Benchmarks -- NAME</c>.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        var rest = arguments.Skip(1).ToArray();
        switch (arguments.FirstOrDefault())
        {
            case "files":
                return await FilesBenchmark.RunAsync(rest, CancellationToken.None);
            case "learning":
                LearningAndScoring.Run(Console.Out);
                return 0;
            case "analyze":
                return await AnalyzeBenchmark.RunAsync(rest, CancellationToken.None);
            case "memory":
                return await MemoryBenchmark.RunAsync(rest, CancellationToken.None);
            case "cluster":
                return await ClusterBenchmark.RunAsync(rest, CancellationToken.None);
            case "reading":
                return await ReadingBenchmark.RunAsync(rest, CancellationToken.None);
            default:
                await Console.Error.WriteLineAsync("""
                    files      reading and evaluating feature queries over generated files, without scoring
                    learning   learning and scoring in memory, over all measures
                    analyze    a whole analyze run over generated events (--events N)
                    memory     peak memory of an analyze run in which every entity is active every hour (--entities N --hours N)
                    cluster URL [EVENTS] [PEOPLE]  back-fill, cycle and checkpoint beside an engine against the bare requests that they send
                    reading URL [EVENTS] [ADDRESSES ...]  rows of many values, aggregated by an engine against counted from its events
                    """);
                return 2;
        }
    }
}
