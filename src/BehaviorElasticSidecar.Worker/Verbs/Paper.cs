using Spectre.Console;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>How a piece of text stands out where it can.</summary>
internal enum Tone
{
    Plain,
    Title,
    Quiet,
    Picture,
}

/// <summary>Where text for people goes: with colours and blocks on a terminal; plain ASCII pictures and no escapes in pipes and files, with <c>NO_COLOR</c> and on dumb terminals.</summary>
internal sealed class Paper
{
    /// <summary>Code pages that have blocks; a console's encoding is a type of its own.</summary>
    private const int Utf8 = 65001, Utf16 = 1200;

    private const string Blocks = " ▁▂▃▄▅▆▇█", Letters = " .:-=+*#%@";

    private readonly TextWriter _to;
    private readonly IAnsiConsole? _console;

    private Paper(TextWriter to, IAnsiConsole? console) => (_to, _console) = (to, console);

    public static Paper For(Surroundings surroundings)
    {
        var isRich = surroundings.IsOutTerminal && !Says(surroundings, "NO_COLOR") && surroundings.Environment.GetValueOrDefault("TERM") != "dumb"
            && surroundings.Out.Encoding.CodePage is Utf8 or Utf16;
        if (!isRich)
            return new Paper(surroundings.Out, null);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.Standard, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(surroundings.Out),
        });
        // Lines are broken by the terminal, not by a width that a pipe or a test does not have.
        console.Profile.Width = int.MaxValue / 4;
        return new Paper(surroundings.Out, console);
    }

    public Paper Write(string text, Tone tone = Tone.Plain)
    {
        if (_console is null || tone == Tone.Plain)
            _to.Write(text);
        else
            _console.Write(new Text(text, Styles[tone]));
        return this;
    }

    public void End() => _to.WriteLine();

    public void Line(string text, Tone tone = Tone.Plain) => Write(text, tone).End();

    /// <summary>A character for each share, 0..1: the higher, the more. Anything above 0 can be told from 0.</summary>
    public string Shades(IEnumerable<double> shares)
    {
        var steps = _console is null ? Letters : Blocks;
        return string.Concat(shares.Select(s => steps[s <= 0 ? 0 : Math.Clamp((int)Math.Ceiling(s * (steps.Length - 1)), 1, steps.Length - 1)]));
    }

    private static bool Says(Surroundings surroundings, string variable) => surroundings.Environment.GetValueOrDefault(variable) is { Length: > 0 };

    private static Dictionary<Tone, Style> Styles { get; } = new()
    {
        [Tone.Title] = new Style(decoration: Decoration.Bold),
        [Tone.Quiet] = new Style(Color.Grey),
        [Tone.Picture] = new Style(Color.Green),
    };
}
