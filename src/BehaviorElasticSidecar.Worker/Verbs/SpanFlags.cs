using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using BehaviorElasticSidecar.Worker.Execution;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary><c>--from</c>, <c>--to</c>, <c>--score-from</c>: the same in <c>analyze</c> and <c>run</c>.</summary>
internal sealed class SpanFlags
{
    private static readonly string[] Formats =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz"];

    private readonly Option<string?> _from = Time("--from", "Events before it are not read.");

    private readonly Option<string?> _to = Time("--to", "Events from it on are not read.");

    private readonly Option<string?> _scoreFrom;

    public SpanFlags(string scoreFromDefault) =>
        _scoreFrom = Time("--score-from", $"Days before it only teach. Default: {scoreFromDefault}; never before learning ends.");

    public void AddTo(Command command)
    {
        command.Add(_from);
        command.Add(_to);
        command.Add(_scoreFrom);
        command.Validators.Add(result =>
        {
            if (Parse(result.GetValue(_from)) is { } from && Parse(result.GetValue(_to)) is { } to && to <= from)
                result.AddError("--to must lie after --from");
        });
    }

    /// <summary>Whether any of them stands on the command line.</summary>
    public bool AreGiven(CommandResult result) => result.GetValue(_from) is not null || result.GetValue(_to) is not null || result.GetValue(_scoreFrom) is not null;

    public RunSpan Read(ParseResult flags) =>
        new(Parse(flags.GetValue(_from)), Parse(flags.GetValue(_to)), Parse(flags.GetValue(_scoreFrom)));

    private static Option<string?> Time(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "TIME" };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => Parse(t.Value) is null))
                result.AddError($"{name} takes a UTC day or an instant such as 2026-03-01 or 2026-03-01T08:00:00Z, not '{token.Value}'");
        });
        return option;
    }

    private static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;
}
