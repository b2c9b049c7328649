using System.CommandLine;
using BehaviorElasticSidecar.Range;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>Synthetic events, for trying the program and for its own tests and benchmarks.</summary>
internal static class RangeVerb
{
    public static Command Create(Surroundings surroundings)
    {
        var range = new Command("range", "Synthetic organisations: events to try the program on.");
        range.Add(RangeGenerateVerb.Create(surroundings));
        range.Add(RangeScenariosVerb.Create(surroundings));
        range.Add(RangeEvaluateVerb.Create(surroundings));
        range.Add(Sample(surroundings));
        return range;
    }

    private static TeachingCommand Sample(Surroundings surroundings)
    {
        var outFolder = new Option<string>("--out", "-o") { Description = "Folder for the two files; made if it does not exist.", HelpName = "DIR", Required = true };
        var command = new TeachingCommand("sample", "Write the sample of the README again: the same seed gives the same bytes.")
        {
            Examples = [("behavior-sidecar range sample --out samples", "small-office.ndjson.gz and small-office.labels.ndjson.")],
            Notes = ["25 people, 45 days, five planted stories; the labels say who, when and what."],
        };
        command.Add(outFolder);
        command.SetAction((flags, cancellationToken) => Boundary.RunAsync(
            surroundings,
            async token =>
            {
                var folder = flags.GetRequiredValue(outFolder);
                var written = await SampleGenerator.WriteFilesAsync(SampleOptions.SmallOffice, folder, token).ConfigureAwait(false);
                await surroundings.Out.WriteLineAsync(FormattableString.Invariant(
                    $"{written.Events:N0} events from {written.From:yyyy-MM-dd} to {written.To:yyyy-MM-dd} in {Path.Combine(folder, SampleGenerator.EventsFile)}")).ConfigureAwait(false);
                return ExitCode.Fine;
            },
            cancellationToken));
        return command;
    }
}
