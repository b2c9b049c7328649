using System.Globalization;
using System.Text;

namespace BehaviorElasticSidecar.Anomalies;

/// <summary>Clauses as Kibana and OpenSearch Dashboards query text. Values are always quoted, so that no log text is ever an operator or a wildcard.</summary>
internal static class KqlText
{
    public static string Of(IReadOnlyList<EvidenceClause> clauses) => string.Join(" and ", clauses.Select(Clause));

    private static string Clause(EvidenceClause clause)
    {
        var fields = clause.Fields.Select(field => $"{Field(field)}: {Values(clause)}").ToList();
        var any = fields.Count == 1 ? fields[0] : $"({string.Join(" or ", fields)})";
        return clause.Negated ? $"not {any}" : any;
    }

    private static string Values(EvidenceClause clause)
    {
        if (clause.Values.Count == 0)
            return "*";
        var quoted = clause.Values.SelectMany(v => clause.AnyCase ? Spellings(v) : [v]).Select(Quote).ToList();
        return quoted.Count == 1 ? quoted[0] : $"({string.Join(" or ", quoted)})";
    }

    private static IEnumerable<string> Spellings(string name) =>
        new[] { name, name.ToUpperInvariant(), name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..] }.Distinct(StringComparer.Ordinal);

    /// <summary>Between quotes the grammar knows only these escapes; half a surrogate pair becomes U+FFFD.</summary>
    private static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' or '\\' => text.Append('\\').Append(rune.ToString()),
                '\t' => text.Append("\\t"),
                '\r' => text.Append("\\r"),
                '\n' => text.Append("\\n"),
                < ' ' or 0x7F => text.Append("\\u").Append(rune.Value.ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(rune.ToString()),
            };
        }

        return text.Append('"').ToString();
    }

    private static string Field(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if ("\\():<>\"*{} ".Contains(c, StringComparison.Ordinal))
                text.Append('\\');
            text.Append(c);
        }

        return text.ToString();
    }
}
