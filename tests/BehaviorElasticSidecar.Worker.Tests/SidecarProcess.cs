using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Tests;

/// <summary>The whole program in this process: own folder, own variables, caught streams, runs and checks that a test scripts.</summary>
internal sealed class SidecarProcess : IDisposable
{
    public SidecarProcess() => Folder = Directory.CreateTempSubdirectory("sidecar-").FullName;

    public string Folder { get; }

    public Dictionary<string, string> Environment { get; } = [];

    public ScriptedRuns Runs { get; } = new();

    public ScriptedCheck Check { get; } = new();

    public StringWriter Out { get; } = new();

    /// <summary>Whether a person reads <see cref="Out"/>.</summary>
    public bool IsOutTerminal { get; set; }

    public StringWriter Error { get; } = new();

    public ExitCode Run(params string[] arguments) => RunAsync(CancellationToken.None, arguments).GetAwaiter().GetResult();

    public async Task<ExitCode> RunAsync(CancellationToken cancellationToken, params string[] arguments) =>
        (ExitCode)await SidecarCommand.InvokeAsync(arguments, Surroundings(), cancellationToken);

    /// <summary>A file of the folder; returns its full path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>What was printed, with the folder's name made the same everywhere.</summary>
    public string Printed => Out.ToString().Replace(Folder, "/folder", StringComparison.Ordinal);

    public string Complained => Error.ToString().Replace(Folder, "/folder", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private Surroundings Surroundings() => new()
    {
        Out = Out,
        IsOutTerminal = IsOutTerminal,
        Error = Error,
        Environment = Environment,
        Folder = Folder,
        Runs = (settings, _) => Runs.With(settings),
        Checks = (_, _) => Check,
    };
}
