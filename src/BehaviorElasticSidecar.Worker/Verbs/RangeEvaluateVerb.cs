using System.CommandLine;
using System.Globalization;
using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Progress;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>Generates, analyses and judges several seeds at once: the command behind <c>docs/accuracy.md</c>.</summary>
internal static class RangeEvaluateVerb
{
    private const int MostSeeds = 50;

    public static Command Create(Surroundings surroundings)
    {
        var users = new Option<int>("--users") { Description = "People, 10 or more.", HelpName = "N", DefaultValueFactory = _ => 300 };
        var days = new Option<int>("--days") { Description = "Local days; the first third only teaches.", HelpName = "D", DefaultValueFactory = _ => 60 };
        var seeds = new Option<string>("--seeds") { Description = "Seeds and spans of seeds, such as 1000-1003 or 1,7.", HelpName = "SEEDS", Required = true };
        var scenarios = new Option<string>("--scenarios") { Description = "all, or ids separated by commas.", HelpName = "IDS", DefaultValueFactory = _ => "all" };
        var rate = new Option<double>("--rate") { Description = "How much everybody does: 1 is a thin log.", HelpName = "R", DefaultValueFactory = _ => 1 };
        var outFolder = new Option<string>("--out", "-o") { Description = "Folder for the runs and evaluation.json.", HelpName = "DIR", Required = true };
        var keep = new Option<bool>("--keep") { Description = "Keep the generated events: some gigabytes a seed." };
        var json = new Option<bool>("--json") { Description = "Print evaluation.json instead of tables." };
        var settings = new SettingsFlags();
        var command = new TeachingCommand("evaluate", "Generate, analyse and judge several seeds, each with its clean twin.")
        {
            Examples =
            [
                ("behavior-sidecar range evaluate --users 300 --days 60 --seeds 1000-1003 --out accuracy", "The table of docs/accuracy.md."),
                ("behavior-sidecar range evaluate --users 100 --days 45 --seeds 1-2 --out tuning", "While tuning: seeds from 1000 on are for reported numbers only."),
            ],
        };
        foreach (var option in new Option[] { users, days, seeds, scenarios, rate, outFolder, keep, json })
            command.Add(option);
        settings.AddTo(command);
        seeds.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => Seeds(t.Value) is null))
                result.AddError($"--seeds takes whole numbers and spans such as 1000-1003 or 1,7, at most {MostSeeds}, not '{token.Value}'");
        });
        users.Validators.Add(result => AddIfOutside(result, users, 10, 60_000));
        days.Validators.Add(result => AddIfOutside(result, days, 24, 1_100));
        scenarios.Validators.Add(result =>
        {
            foreach (var unknown in (Scenarios(result.GetValue(scenarios)!) ?? []).Except(RangeGenerator.ScenarioIds))
                result.AddError($"--scenarios: '{unknown}' is none of {string.Join(", ", RangeGenerator.ScenarioIds)}");
        });
        command.SetAction((flags, cancellationToken) => Boundary.RunAsync(
            surroundings,
            async token =>
            {
                var inForce = settings.Load(flags, surroundings);
                var options = new SampleOptions
                {
                    People = flags.GetValue(users), Days = flags.GetValue(days), Rate = flags.GetValue(rate), Wide = true, Scenarios = Scenarios(flags.GetValue(scenarios)!),
                };
                var folder = Path.GetFullPath(flags.GetRequiredValue(outFolder), surroundings.Folder);
                Directory.CreateDirectory(folder);
                var request = new RangeEvaluationRequest(options, Seeds(flags.GetRequiredValue(seeds))!, folder, flags.GetValue(keep));
                var evaluation = await new ProgressDisplay(surroundings, flags.GetValue(json)).ShowAsync(
                    progress => new RangeEvaluation(inForce, surroundings.Time).RunAsync(request, progress, token)).ConfigureAwait(false);
                await EvaluateVerb.WriteAsync(evaluation, folder, flags.GetValue(json), surroundings, token).ConfigureAwait(false);
                return ExitCode.Fine;
            },
            cancellationToken));
        return command;
    }

    private static void AddIfOutside(System.CommandLine.Parsing.OptionResult result, Option<int> option, int least, int most)
    {
        if (result.GetValue(option) is var given && (given < least || given > most))
            result.AddError($"{option.Name} takes {least.ToString("N0", CultureInfo.InvariantCulture)} to {most.ToString("N0", CultureInfo.InvariantCulture)}, not {given}");
    }

    /// <summary>Null: all.</summary>
    private static string[]? Scenarios(string text) =>
        text == "all" ? null : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static List<ulong>? Seeds(string text)
    {
        var seeds = new List<ulong>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !ulong.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                || !ulong.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) || last < first || last - first >= MostSeeds)
                return null;
            for (var seed = first; seed <= last; seed++)
                seeds.Add(seed);
        }

        return seeds.Count is 0 or > MostSeeds ? null : seeds.Distinct().ToList();
    }
}
