using System.Globalization;
using System.Text;

namespace BehaviorElasticSidecar.Sources.Yaml;

/// <summary>Where something stands; a line of 0 means that it came from outside of a file (environment, flag) which <see cref="File"/> then names.</summary>
public readonly record struct YamlPlace(string File, int Line, int Column)
{
    public override string ToString() => Line == 0 ? File : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");
}

/// <summary>One thing wrong in a YAML file, said so that it can be mended without reading the documentation.</summary>
/// <param name="Key">Full path of the key, e.g. <c>sources[0].ingest_delay</c>; empty for the file as a whole.</param>
/// <param name="Seen">The value (or key) as written; null where none was.</param>
/// <param name="Allowed">What may stand there; empty where a list would not help.</param>
public sealed record YamlFault(string File, int Line, int Column, string Key, string? Seen, IReadOnlyList<string> Allowed, string Message)
{
    /// <summary>Faults show at most this many characters of a value.</summary>
    internal const int SeenLength = 80;

    /// <summary>One line: place, key, what is wrong, value seen, values allowed.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(new YamlPlace(File, Line, Column)).Append(": ");
        if (Key.Length > 0)
            text.Append(Key).Append(": ");
        text.Append(Message);
        if (Seen is not null)
            text.Append(" (seen: ").Append(Shown(Seen)).Append(')');
        if (Allowed.Count > 0)
            text.Append("; allowed: ").AppendJoin(", ", Allowed);
        return text.ToString();
    }

    private static string Shown(string seen)
    {
        var safe = new string([.. seen.Take(SeenLength).Select(c => char.IsControl(c) ? ' ' : c)]);
        return seen.Length > SeenLength ? safe + "..." : safe;
    }
}
