using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>The command line as a whole.</summary>
internal static class SidecarCommand
{
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var parsed = Create(surroundings).Parse(arguments);
        if (parsed.Action is ParseErrorAction errors)
            errors.ShowHelp = arguments.Count == 0;
        var configuration = new InvocationConfiguration
        {
            Output = surroundings.Out,
            Error = surroundings.Error,
            // Signals are Program's and the host's: two handlers would race for the shutdown timeout.
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
        };
        var code = await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        return parsed.Action is ParseErrorAction ? (int)ExitCode.Settings : code;
    }

    private static RootCommand Create(Surroundings surroundings)
    {
        var root = new RootCommand("Behaviour analytics beside Elasticsearch and OpenSearch: learns what is normal, explains what is odd, and adds it up to risk.")
        {
            AnalyzeVerb.Create(surroundings),
            RunVerb.Create(surroundings),
            CheckVerb.Create(surroundings),
            SetupVerb.Create(surroundings),
            ConfigVerb.Create(surroundings),
            SourcesVerb.Create(surroundings),
            DetectorVerb.Create(surroundings),
            BaselineVerb.Create(surroundings),
            DemoVerb.Create(surroundings),
            EvaluateVerb.Create(surroundings),
            RangeVerb.Create(surroundings),
            HealthVerb.Create(surroundings),
            VersionVerb.Create(surroundings),
        };
        foreach (var option in root.Options.OfType<HelpOption>())
            option.Action = new TeachingHelp((HelpAction)option.Action!);
        return root;
    }
}
