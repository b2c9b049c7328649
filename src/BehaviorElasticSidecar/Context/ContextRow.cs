namespace BehaviorElasticSidecar.Context;

/// <summary>One row of a list, by attribute, as written.</summary>
/// <param name="Line">Line of the file, or place within the index's answer, from 1.</param>
/// <param name="Values">Attribute to text; those that the row does not hold are left out.</param>
/// <param name="Broken">Why it could not be read; null if it could.</param>
internal sealed record ContextRow(long Line, IReadOnlyDictionary<string, string> Values, string? Broken = null)
{
    private static readonly Dictionary<string, string> Nothing = [];

    public static ContextRow Unreadable(long line, string why) => new(line, Nothing, why);
}
