using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Progress;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>Writes a range: a synthetic organisation's logs of many days with labelled attacks.</summary>
internal static class RangeGenerateVerb
{
    private const int FewestUsers = 10, MostUsers = 60_000, MostDays = 1_100;

    public static Command Create(Surroundings surroundings)
    {
        var flags = new Flags();
        var command = new TeachingCommand("generate", "Write the logs of a synthetic organisation with labelled attacks; the same flags give the same bytes.")
        {
            Examples =
            [
                ("behavior-sidecar range generate --users 200 --days 60 --seed 1 --out range", "All scenarios, each once."),
                ("behavior-sidecar range generate --users 200 --days 60 --seed 1 --scenarios none --out twin", "The same days without attacks: their benign events are equal."),
                ("behavior-sidecar analyze range/events --out result", "Then compare result with range/labels.ndjson."),
            ],
            Notes =
            [
                "Writes events/<dataset>.ndjson, context/people.ndjson, context/hosts.ndjson, labels.ndjson and, last, range.json with the counts. An older range in DIR is overwritten.",
                "Seeds 1 to 99 are for training: tune detectors and thresholds on them. Seeds from 1000 on are for tests, whose numbers are reported and never tuned on; "
                    + "some variants of the attacks occur only there.",
                "behavior-sidecar range scenarios lists the attacks.",
            ],
        };
        flags.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Boundary.RunAsync(
            surroundings, token => GenerateAsync(flags.Read(parsed), parsed.GetRequiredValue(flags.Out), parsed.GetValue(flags.Json), surroundings, token), cancellationToken));
        return command;
    }

    private static async Task<ExitCode> GenerateAsync(SampleOptions options, string folder, bool json, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var started = surroundings.Time.GetTimestamp();
        var result = await new ProgressDisplay(surroundings, json)
            .ShowAsync(shown => RangeGenerator.WriteFolderAsync(options, Path.GetFullPath(folder, surroundings.Folder), new GeneratingProgress("Living", shown), cancellationToken)).ConfigureAwait(false);
        if (json)
        {
            await surroundings.Out.WriteLineAsync(JsonSerializer.Serialize(result, RangeJson.Default.RangeResult)).ConfigureAwait(false);
            return ExitCode.Fine;
        }

        var seconds = Math.Max(0.001, surroundings.Time.GetElapsedTime(started).TotalSeconds);
        await surroundings.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{result.Events:N0} events of {result.Datasets.Count} datasets, {result.Labels} attacks, {result.Bytes / 1e6:N0} MB in {folder} ({result.Events / seconds:N0} events/s)")).ConfigureAwait(false);
        return ExitCode.Fine;
    }

    private sealed class Flags
    {
        private readonly Option<int> _users = Number("--users", "People, 10 to 60,000.", "N", 200, FewestUsers, MostUsers);
        private readonly Option<int> _days = Number("--days", "Local days, 1 to 1,100.", "D", 60, 1, MostDays);
        private readonly Option<ulong> _seed = new("--seed") { Description = "Whole number; another seed, another organisation.", HelpName = "S", DefaultValueFactory = _ => 1 };
        private readonly Option<string> _scenarios = new("--scenarios")
        {
            Description = "all, none, or ids separated by commas.",
            HelpName = "IDS",
            DefaultValueFactory = _ => "all",
        };

        private readonly Option<string?> _from = new("--from") { Description = "First local day. Default: 2026-03-02; clock changes and month ends lie behind it.", HelpName = "DATE" };
        private readonly Option<double> _rate = new("--rate")
        {
            Description = "How much everybody does, 0.05 to 500: 1 is a thin log.",
            HelpName = "R",
            DefaultValueFactory = _ => 1,
        };

        public Flags()
        {
            _scenarios.Validators.Add(result => Complain(result, result.GetValue(_scenarios) is { } text ? Unknown(text) : null));
            _from.Validators.Add(result => Complain(
                result, result.Tokens is [var token] && Date(token.Value) is null ? $"--from takes a day such as 2026-03-02, not '{token.Value}'" : null));
            _rate.Validators.Add(result => Complain(
                result, Unfit(result, t => double.TryParse(t, CultureInfo.InvariantCulture, out var rate) && rate is >= 0.05 and <= 500) ? "--rate takes a number from 0.05 to 500" : null));
        }

        public Option<string> Out { get; } = new("--out", "-o") { Description = "Folder to write into; made if it does not exist.", HelpName = "DIR", Required = true };

        public Option<bool> Json { get; } = new("--json") { Description = "Print range.json at the end, and nothing else." };

        public void AddTo(Command command)
        {
            foreach (var option in new Option[] { _users, _days, _seed, _scenarios, Out, _from, _rate, Json })
                command.Add(option);
        }

        public SampleOptions Read(ParseResult flags) => new()
        {
            Wide = true,
            People = flags.GetValue(_users),
            Days = flags.GetValue(_days),
            Seed = flags.GetValue(_seed),
            Scenarios = Chosen(flags.GetValue(_scenarios)!),
            From = Date(flags.GetValue(_from)) ?? new SampleOptions().From,
            Rate = flags.GetValue(_rate),
        };

        /// <summary>Null for all.</summary>
        private static string[]? Chosen(string text) => text switch
        {
            "all" => null,
            "none" => [],
            _ => text.Split(',', StringSplitOptions.TrimEntries),
        };

        private static string? Unknown(string text)
        {
            var known = RangeGenerator.ScenarioIds;
            var unknown = Chosen(text)?.Where(c => !known.Contains(c)).ToList();
            return unknown is null or [] ? null : $"--scenarios takes all, none, or some of: {string.Join(", ", known)}; not '{string.Join(',', unknown)}'";
        }

        private static DateOnly? Date(string? text) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2090 ? day : null;

        private static Option<int> Number(string name, string description, string unit, int usual, int least, int most)
        {
            var option = new Option<int>(name) { Description = description, HelpName = unit, DefaultValueFactory = _ => usual };
            option.Validators.Add(result => Complain(
                result, Unfit(result, t => int.TryParse(t, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                    ? string.Create(CultureInfo.InvariantCulture, $"{name} takes a whole number from {least:N0} to {most:N0}")
                    : null));
            return option;
        }

        private static bool Unfit(OptionResult result, Func<string, bool> fits) => result.Tokens.Any(t => !fits(t.Value));

        private static void Complain(OptionResult result, string? fault)
        {
            if (fault is not null)
                result.AddError(fault);
        }
    }
}
