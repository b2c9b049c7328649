using System.Collections;
using System.Reflection;
using System.Runtime.InteropServices;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Worker.Checks;
using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Settings;
using BehaviorElasticSidecar.Worker.Verbs;
using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Worker;

internal static class Program
{
    /// <summary>Without the commit that the build appends.</summary>
    public static string Version { get; } =
        typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static async Task<int> Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = StopOn(PosixSignal.SIGINT, stop);
        using var terminate = StopOn(PosixSignal.SIGTERM, stop);
        var surroundings = new Surroundings
        {
            Out = Console.Out,
            Error = Console.Error,
            Environment = Variables(),
            Folder = Directory.GetCurrentDirectory(),
            IsTerminal = !Console.IsErrorRedirected,
            IsOutTerminal = !Console.IsOutputRedirected,
            Checks = Check,
            Runs = (settings, loggers) => new Runs(settings, loggers, TimeProvider.System),
        };
        return await SidecarCommand.InvokeAsync(arguments, surroundings, stop.Token).ConfigureAwait(false);
    }

    /// <summary>Somebody waits for the answer of a check: one try more, not five.</summary>
    private static ClusterCheck Check(EffectiveSettings settings, ILoggerFactory loggers)
    {
        var engine = new EngineClient(settings.With("engine.max_tries", 2).Get<EngineOptions>(), TimeProvider.System, loggers.CreateLogger<EngineClient>());
        return new ClusterCheck(settings, engine, DetectorVerb.Load(settings).All, TimeProvider.System);
    }

    /// <summary>The first signal asks; a second one of a person who will not wait ends the process.</summary>
    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stop) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        });

    private static Dictionary<string, string> Variables() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? "", StringComparer.Ordinal);
}
