namespace BehaviorElasticSidecar.Baselines.Peers;

/// <summary>Traits of measures that are about values: each value of a row is one.</summary>
internal static class RowTraits
{
    public static void Shown(in Sighting sighting, List<ulong> traits)
    {
        foreach (var row in sighting.Rows)
            traits.Add(Of(row.Group));
    }

    public static void Same(in Sighting sighting, Surprise surprise, List<ulong> traits) => traits.Add(Of(sighting.Rows[surprise.Row].Group));

    private static ulong Of(string? group) => FrequentTexts.HashOf(group ?? "");
}
