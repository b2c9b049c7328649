using System.Text;

namespace BehaviorElasticSidecar.Worker.Settings;

/// <summary><c>${VAR}</c>, <c>${VAR:default}</c> and <c>${VAR:?why it is needed}</c> in values, as Beats read them; <c>$${</c> stands for <c>${</c> itself.</summary>
/// <remarks>Runs on parsed values, once: what a variable holds can change neither the structure nor be expanded again.</remarks>
internal sealed class VariableSubstitution(IReadOnlyDictionary<string, string> environment)
{
    /// <summary>Throws <see cref="FormatException"/> for a variable without value and default, and for a reference that does not end.</summary>
    public string Expand(string text)
    {
        if (!text.Contains("${", StringComparison.Ordinal))
            return text;
        var expanded = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            if (string.CompareOrdinal(text, at, "$${", 0, 3) == 0)
            {
                expanded.Append("${");
                at += 3;
            }
            else if (string.CompareOrdinal(text, at, "${", 0, 2) == 0)
            {
                var end = text.IndexOf('}', at);
                if (end < 0)
                    throw new FormatException("'${' without '}'; write '$${' for the characters themselves");
                expanded.Append(ValueOf(text[(at + 2)..end]));
                at = end + 1;
            }
            else
            {
                expanded.Append(text[at++]);
            }
        }

        return expanded.ToString();
    }

    private string ValueOf(string reference)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? reference : reference[..colon];
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.'))
            throw new FormatException("'${...}' must hold the name of an environment variable: letters, digits, '_' and '.'");
        if (environment.TryGetValue(name, out var value) && value.Length > 0)
            return value;
        var otherwise = colon < 0 ? null : reference[(colon + 1)..];
        if (otherwise is not null && !otherwise.StartsWith('?'))
            return otherwise;
        var why = otherwise is null ? $"no default is given as in '${{{name}:default}}'" : otherwise[1..];
        throw new FormatException($"the environment variable {name} is not set: {why}");
    }
}
