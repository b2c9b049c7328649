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

    private readonly Option<DateTimeOffset?> _from = Time("--from", "Events before it are not read.");

    private readonly Option<DateTimeOffset?> _to = Time("--to", "Events from it on are not read.");

    private readonly Option<DateTimeOffset?> _scoreFrom;

    public SpanFlags(string scoreFromDefault) =>
        _scoreFrom = Time("--score-from", $"Days before it only teach. Default: {scoreFromDefault}; never before learning ends.");

    public void AddTo(Command command)
    {
        command.Add(_from);
        command.Add(_to);
        command.Add(_scoreFrom);
        command.Validators.Add(result =>
        {
            // A time that could not be parsed has its own message, and no value to ask for.
            if (result.Children.Any(c => c.Errors.Any()))
                return;
            if (result.GetValue(_from) is { } from && result.GetValue(_to) is { } to && to <= from)
                result.AddError("--to must lie after --from");
        });
    }

    public RunSpan Read(ParseResult flags) => new(flags.GetValue(_from), flags.GetValue(_to), flags.GetValue(_scoreFrom));

    private static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result => Parse(result, name),
    };

    private static DateTimeOffset? Parse(ArgumentResult result, string name)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return time;
        result.AddError($"{name} takes a UTC day or an instant such as 2026-03-01 or 2026-03-01T08:00:00Z, not '{text}'");
        return null;
    }
}
