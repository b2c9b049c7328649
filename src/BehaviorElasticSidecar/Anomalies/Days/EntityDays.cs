using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Anomalies.Days;

/// <summary>The entity-days of everybody: those that are still open somewhere, and how rare days have been. Part of the population state; never changed.</summary>
internal sealed class EntityDays
{
    private const byte FormatVersion = 1;
    private readonly OpenDays _open;
    private readonly DayCalibration _calibration;
    private readonly CouplingSums _sums;

    private EntityDays(int? first, OpenDays open, DayCalibration calibration, CouplingSums sums) => (FirstDay, _open, _calibration, _sums) = (first, open, calibration, sums);

    public static EntityDays Empty { get; } = new(null, OpenDays.Empty, DayCalibration.Empty, CouplingSums.Empty);

    /// <summary>Local day of the first entity-day of all; null before.</summary>
    public int? FirstDay { get; }

    /// <summary>Days that the last step has closed, the rarest first within each; empty for a state that was read back.</summary>
    public IReadOnlyList<DayRarity> Closed { get; private init; } = [];

    /// <summary>After a midnight UTC at which more entity-days have ended.</summary>
    /// <param name="lastOver">The last local day that is over everywhere.</param>
    /// <param name="holders">Who stands behind an entity on a day.</param>
    public EntityDays Advance(
        IEnumerable<(int Day, EntityKey Entity, IEnumerable<(string DetectorId, double Log10Rarity)> Rarities)> ended, int lastOver, DayHolders holders, Func<DayCalibration, DayModel> model)
    {
        // What a source that was stalled brings of days that are closed counts when it comes.
        var (left, taken) = _open.With(ended.Select(e => e with { Day = Math.Max(e.Day, _calibration.LastDay + 1 ?? e.Day) })).Take(lastOver);
        var (first, calibration, sums, closed) = (FirstDay ?? (taken.Count == 0 ? null : taken[0].Day), _calibration, _sums, new List<DayRarity>());
        foreach (var day in taken.GroupBy(t => t.Day))
        {
            var judge = model(calibration);
            var judged = holders.Of(day.Key, [.. day]).Select(h => judge.Judge(h, sums)).ToList();
            closed.AddRange(Results(judged, holders));
            calibration = calibration.Advance(day.Key, day.Key - first!.Value, [.. judged.Select(j => j.Parts)]);
            sums = sums.Advance(day.Key, judged.SelectMany(j => j.Slow.Select(s => (s.Key, j.Day.Holder, s.Value))));
        }

        return new EntityDays(first, left, calibration, sums) { Closed = closed };
    }

    private static IEnumerable<DayRarity> Results(IEnumerable<DayModel.Judged> judged, DayHolders holders) => judged
        .OrderByDescending(j => j.Log10Rarity).ThenByDescending(j => j.Parts.Sum).ThenBy(j => j.Day.Holder)
        .Select(j =>
        {
            var (start, end) = holders.Span(j.Day.Holder, j.Day.Day);
            return new DayRarity(j.Day.Holder, j.Day.Day, Math.Pow(10, j.Log10Rarity), j.Parts.Sum)
            {
                Families = j.Families,
                Couplings = j.Couplings,
                Machines = [.. j.Day.Evidence.Where(e => e.Entity != j.Day.Holder).GroupBy(e => e.Entity)
                    .OrderByDescending(m => m.Max(e => e.Log10Rarity)).ThenBy(m => m.Key).Select(m => m.Key)],
                Start = start,
                End = end,
            };
        });

    public void Write(BinaryWriter to)
    {
        to.Write(FormatVersion);
        to.Write(FirstDay ?? 0);
        _open.Write(to);
        to.WriteBlock(_calibration.ToBytes());
        _sums.Write(to);
    }

    /// <summary>Throws <see cref="InvalidDataException"/> on a version it does not know.</summary>
    public static EntityDays Read(BinaryReader from)
    {
        from.ReadVersion(FormatVersion, "The state of entity-days");
        var (first, open) = (from.ReadInt32(), OpenDays.Read(from));
        return new EntityDays(first == 0 ? null : first, open, DayCalibration.FromBytes(from.ReadBlock()), CouplingSums.Read(from));
    }
}
