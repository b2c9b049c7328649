using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Anomalies.Days;

/// <summary>Entity-days that are over where the entity lives, but not yet everywhere: a person and their machine may stand in different zones. Never changed.</summary>
/// <remarks>Grows with the entities active in two days: a name each, and the detectors whose rarity was <see cref="Least"/> or more.</remarks>
internal sealed class OpenDays
{
    /// <summary>log10 of the lowest rarity that counts anywhere: one in 2.5 entity-days, from which couplings look.</summary>
    public const double Least = 0.4;

    private readonly SortedDictionary<(int Day, EntityKey Entity), SortedDictionary<string, double>> _days;

    private OpenDays(SortedDictionary<(int, EntityKey), SortedDictionary<string, double>> days) => _days = days;

    public static OpenDays Empty { get; } = new([]);

    /// <param name="ended">Entities that were active on a local day, once or more each; of their detectors the rarities, those below <see cref="Least"/> left out.</param>
    public OpenDays With(IEnumerable<(int Day, EntityKey Entity, IEnumerable<(string DetectorId, double Log10Rarity)> Rarities)> ended)
    {
        var next = new SortedDictionary<(int, EntityKey), SortedDictionary<string, double>>(_days.ToDictionary(d => d.Key, d => new SortedDictionary<string, double>(d.Value, StringComparer.Ordinal)));
        foreach (var (day, entity, rarities) in ended)
        {
            if (!next.TryGetValue((day, entity), out var known))
                next[(day, entity)] = known = new SortedDictionary<string, double>(StringComparer.Ordinal);
            foreach (var (detector, rarity) in rarities)
                known[detector] = Math.Max(rarity, known.GetValueOrDefault(detector));
        }

        return new OpenDays(next);
    }

    /// <summary>Without the days up to <paramref name="last"/>, and those.</summary>
    public (OpenDays Left, IReadOnlyList<(int Day, EntityKey Entity, IReadOnlyDictionary<string, double> Rarities)> Taken) Take(int last) => (
        new OpenDays(new SortedDictionary<(int, EntityKey), SortedDictionary<string, double>>(_days.Where(d => d.Key.Day > last).ToDictionary())),
        [.. _days.Where(d => d.Key.Day <= last).Select(d => (d.Key.Day, d.Key.Entity, (IReadOnlyDictionary<string, double>)d.Value))]);

    public void Write(BinaryWriter to)
    {
        to.Write7BitEncodedInt(_days.Count);
        foreach (var ((day, entity), rarities) in _days)
        {
            to.Write7BitEncodedInt(day);
            entity.Write(to);
            to.Write7BitEncodedInt(rarities.Count);
            foreach (var (detector, rarity) in rarities)
            {
                to.Write(detector);
                to.Write(rarity);
            }
        }
    }

    public static OpenDays Read(BinaryReader from)
    {
        var days = new SortedDictionary<(int, EntityKey), SortedDictionary<string, double>>();
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
        {
            var (day, entity, rarities) = (from.Read7BitEncodedInt(), EntityKey.Read(from), new SortedDictionary<string, double>(StringComparer.Ordinal));
            for (var count = from.Read7BitEncodedInt(); count > 0; count--)
                rarities[from.ReadString()] = from.ReadDouble();
            days[(day, entity)] = rarities;
        }

        return new OpenDays(days);
    }
}
