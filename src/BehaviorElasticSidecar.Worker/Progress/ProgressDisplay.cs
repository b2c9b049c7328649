using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Verbs;
using Spectre.Console;

namespace BehaviorElasticSidecar.Worker.Progress;

/// <summary>Shows a run's progress as suits whoever is there: a bar on a terminal, lines elsewhere, nothing where the output is for a program.</summary>
internal sealed class ProgressDisplay(Surroundings surroundings, bool silent)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public Task<T> ShowAsync<T>(Func<IProgress<RunProgress>, Task<T>> run)
    {
        if (silent)
            return run(new SilentProgress());
        if (!surroundings.IsTerminal)
            return run(new PlainProgress(surroundings.Time, Pause, surroundings.Error.WriteLine));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(surroundings.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new ProgressBarColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context => run(new TerminalProgress(surroundings.Time, context.AddTask("Starting", maxValue: 100))));
    }

    private sealed class SilentProgress : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
        }
    }
}
