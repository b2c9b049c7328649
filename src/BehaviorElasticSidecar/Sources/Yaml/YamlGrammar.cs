using System.Text.RegularExpressions;

namespace BehaviorElasticSidecar.Sources.Yaml;

/// <summary>The keys that a mapping may have, and the check of what can be said row by row. Rules across keys stay with the reader.</summary>
public sealed class YamlGrammar(IReadOnlyList<YamlKey> keys)
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, Regex> _patterns = keys.Where(k => k.Pattern is not null)
        .ToDictionary(k => k.Name, k => new Regex($@"\A(?:{k.Pattern})\z", RegexOptions.CultureInvariant, PatternTimeout), StringComparer.Ordinal);

    public IReadOnlyList<YamlKey> Keys { get; } = keys;

    public IReadOnlyList<string> Names { get; } = [.. keys.Select(k => k.Name)];

    /// <summary>Unknown keys, missing keys, texts that are too long, do not match or are not among the allowed.</summary>
    public void Check(YamlMapping mapping)
    {
        mapping.RefuseUnknown(Names);
        mapping.Require([.. Keys.Where(k => k.Required).Select(k => k.Name)]);
        foreach (var key in Keys.Where(k => k.Kind is YamlKeyKind.Text or YamlKeyKind.Texts or YamlKeyKind.Whole && mapping.Has(k.Name)))
            CheckTexts(mapping, key);
    }

    private void CheckTexts(YamlMapping mapping, YamlKey key)
    {
        if (key.Kind != YamlKeyKind.Texts && key.Allowed.Count > 0)
        {
            mapping.Choice(key.Name, key.Allowed);
            return;
        }

        var texts = key.Kind == YamlKeyKind.Texts ? mapping.TextList(key.Name) : mapping.Text(key.Name) is { } one ? [one] : null;
        for (var i = 0; i < (texts?.Count ?? 0); i++)
        {
            var text = texts![i];
            if (text.Length > key.MaxLength)
                mapping.FaultAt(key.Name, i, $"longer than {key.MaxLength} characters");
            else if (key.Allowed.Count > 0 && !key.Allowed.Contains(text))
                mapping.FaultAt(key.Name, i, "not one of the allowed values", key.Allowed);
            else if (_patterns.TryGetValue(key.Name, out var pattern) && !pattern.IsMatch(text))
                mapping.FaultAt(key.Name, i, "not of the allowed form", [key.Hint ?? key.Pattern!]);
        }
    }
}
