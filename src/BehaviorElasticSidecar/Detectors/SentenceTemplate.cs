using System.Collections.Concurrent;
using HandlebarsDotNet;
using HandlebarsDotNet.IO;

namespace BehaviorElasticSidecar.Detectors;

/// <summary>A detector's sentence, compiled once. Log text enters as data and is never read as a template; nothing is escaped, as the text is plain.</summary>
/// <remarks>Whoever puts the result into HTML or Markdown escapes it there.</remarks>
public sealed class SentenceTemplate
{
    /// <summary>Longest sentence that comes out, in characters: values from logs can be long.</summary>
    internal const int MaxLength = 1000;

    private static readonly IHandlebars Engine = NewEngine();

    /// <summary>Compiling takes some 10 ms and detectors are loaded, checked and used in one process: each text is compiled once.</summary>
    private static readonly ConcurrentDictionary<string, SentenceTemplate> Compiled = new(StringComparer.Ordinal);

    private readonly HandlebarsTemplate<object, object> _compiled;

    private SentenceTemplate(string text, HandlebarsTemplate<object, object> compiled)
    {
        Text = text;
        _compiled = compiled;
    }

    public string Text { get; }

    /// <summary>Throws <see cref="FormatException"/> that names the first fault; <see cref="SentenceGrammar.Faults"/> lists them all.</summary>
    public static SentenceTemplate Compile(string text)
    {
        var faults = SentenceGrammar.Faults(text);
        if (faults.Count > 0)
            throw new FormatException(faults[0].Message);
        try
        {
            return Compiled.GetOrAdd(text, static t => new SentenceTemplate(t, Engine.Compile(t)));
        }
        catch (HandlebarsException broken)
        {
            throw new FormatException($"the sentence cannot be compiled: {broken.Message}", broken);
        }
    }

    /// <summary>The sentence; a name without a value, or with null, gives nothing and is false for <c>#if</c>.</summary>
    /// <param name="values">Dotted names of <see cref="Detector.SentenceFields"/> to a text, a number, or a list of texts (shown joined by commas).</param>
    public string Render(IReadOnlyDictionary<string, object?> values)
    {
        var model = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in values.OrderBy(v => v.Key, StringComparer.Ordinal))
            if (value is not null)
                Put(model, name, value);
        var text = _compiled(model).Trim();
        return text.Length <= MaxLength ? text : text[..(MaxLength - 3)] + "...";
    }

    private static void Put(Dictionary<string, object> model, string name, object value)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            model[name] = value;
            return;
        }

        if (!model.TryGetValue(name[..dot], out var inner) || inner is not Dictionary<string, object> group)
            model[name[..dot]] = group = new Dictionary<string, object>(StringComparer.Ordinal);
        Put(group, name[(dot + 1)..], value);
    }

    private static IHandlebars NewEngine()
    {
        var configuration = new HandlebarsConfiguration { NoEscape = true };
        configuration.FormatterProviders.Add(new ListFormatterProvider());
        return Handlebars.Create(configuration);
    }

    /// <summary>A list that is named outside of an <c>#each</c> reads as <c>a, b, c</c>.</summary>
    private sealed class ListFormatterProvider : IFormatterProvider, IFormatter
    {
        public bool TryCreateFormatter(Type type, out IFormatter formatter)
        {
            formatter = this;
            return typeof(IReadOnlyList<string>).IsAssignableFrom(type);
        }

        public void Format<T>(T value, in EncodedTextWriter writer) =>
            writer.Write(string.Join(", ", (IReadOnlyList<string>)(object)value!), encode: false);
    }
}
