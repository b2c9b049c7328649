using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>A verb whose help also shows examples, what it writes, and what the exit codes mean.</summary>
internal sealed class TeachingCommand(string name, string description) : Command(name, description)
{
    public IReadOnlyList<(string Command, string Effect)> Examples { get; init; } = [];

    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>The library's help, followed by what a <see cref="TeachingCommand"/> has to say.</summary>
internal sealed class TeachingHelp(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>Fixed, so that help reads the same in a terminal, a pipe and a test.</summary>
    internal const int Width = 110;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        help.MaxWidth = Width;
        var code = help.Invoke(parseResult);
        var to = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is TeachingCommand command)
            Teach(command, to);
        to.WriteLine("Exit codes:");
        to.WriteLine("  0 fine   1 fault   2 command line or settings wrong   3 degraded   4 privileges or templates missing");
        to.WriteLine();
        return code;
    }

    private static void Teach(TeachingCommand command, TextWriter to)
    {
        if (command.Examples.Count > 0)
            to.WriteLine("Examples:");
        foreach (var (line, effect) in command.Examples)
        {
            to.WriteLine($"  {line}");
            to.WriteLine($"      {effect}");
        }

        if (command.Examples.Count > 0)
            to.WriteLine();
        foreach (var note in command.Notes)
        {
            to.WriteLine(note);
            to.WriteLine();
        }
    }
}
