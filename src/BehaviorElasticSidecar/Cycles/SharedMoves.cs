using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Everybody at once: what many entities do together in one bucket is the organisation's, not theirs (design section 5).</summary>
/// <remarks>Goes through the findings entity by entity and keeps numbers only, so that they may lie on disk.</remarks>
internal sealed class SharedMoves
{
    private readonly HashSet<(int Detector, string? Group)> _rollouts;
    private readonly HashSet<(int Detector, string? Group)> _everybodys;
    private readonly double[] _candidateSurprise;
    private readonly bool[] _isShift;

    private SharedMoves(HashSet<(int Detector, string? Group)> rollouts, HashSet<(int Detector, string? Group)> everybodys, double[] candidateSurprise)
    {
        (_rollouts, _everybodys, _candidateSurprise) = (rollouts, everybodys, candidateSurprise);
        _isShift = new bool[candidateSurprise.Length];
    }

    /// <summary>Detectors for which a large share of the entities seen deviates, ordered as in the feature query; then values that many have begun with today.</summary>
    public IReadOnlyList<Shift> Shifts { get; private set; } = [];

    /// <param name="held">Entity by entity.</param>
    /// <param name="seen">Per detector, entities with an observation in the bucket.</param>
    public static SharedMoves In(IEnumerable<HeldFinding> held, Day day, long[] seen, CycleSettings settings)
    {
        var showing = new EntityCounts<(int Detector, string? Group)>();
        foreach (var finding in held.Where(f => f.IfShared < f.Surprise || day.Tells(f)))
            showing.Count((finding.Detector, finding.Group), finding.Entity);
        var begun = day.Begun(showing.Counts).ToList();
        var moves = new SharedMoves(
            [.. showing.Counts.Where(c => c.Value >= settings.RolloutEntities).Select(c => c.Key)], [.. begun.Select(b => b.Key)],
            [.. day.Query.Detectors.Select(d => day.Population.Of(day.Query, d.Detector).CandidateSurprise)]);
        var deviating = new EntityCounts<int>();
        foreach (var finding in moves.Staying(held).Where(f => f.Explanation is not null))
            deviating.Count(finding.Detector, finding.Entity);
        var shifts = new List<Shift>();
        foreach (var (detector, entities) in deviating.Counts.OrderBy(c => c.Key))
        {
            if (entities < settings.ShiftEntities || entities < settings.ShiftFraction * seen[detector])
                continue;
            moves._isShift[detector] = true;
            shifts.Add(new Shift(day.Query.Detectors[detector].Detector.Id, day.Reading, entities, (int)seen[detector]));
        }

        moves.Shifts = [.. shifts, .. begun.Where(b => b.IsNews).Select(b => new Shift(
            day.Query.Detectors[b.Key.Detector].Detector.Id, day.Reading, (int)b.Began, (int)seen[b.Key.Detector], b.Key.Group))];
        return moves;
    }

    /// <summary>
    /// The findings, but for those of shifted detectors that would speak; surprises of values that several entities show first together are
    /// lowered to what they are for a known value, and lose their explanation where that is not enough to speak.
    /// </summary>
    public IEnumerable<HeldFinding> Staying(IEnumerable<HeldFinding> held)
    {
        foreach (var finding in held)
        {
            var lowered = Lowered(finding);
            if (!_isShift[finding.Detector] || lowered.Explanation is null)
                yield return lowered;
        }
    }

    private HeldFinding Lowered(HeldFinding finding) => _everybodys.Contains((finding.Detector, finding.Group))
        ? finding with { Surprise = 0, IfShared = 0, Explanation = null }
        : finding.IfShared >= finding.Surprise || !_rollouts.Contains((finding.Detector, finding.Group)) ? finding : finding with
        {
            Surprise = finding.IfShared,
            Explanation = finding.IfShared >= _candidateSurprise[finding.Detector] ? finding.Explanation : null,
        };

    /// <summary>The bucket, and what the UTC day in which it was read has brought so far.</summary>
    public sealed record Day(FeatureQuery Query, BucketReading Reading, MeasureCatalogue Measures, PopulationState Population, DayLedger Ledger)
    {
        public bool Tells(HeldFinding finding) => finding.Group is not null && finding.Surprise > 0 && Measure(finding.Detector) is not null;

        /// <summary>Values that many have begun with today, ordered; news in the bucket in which they have become many.</summary>
        public IEnumerable<((int Detector, string? Group) Key, long Began, bool IsNews)> Begun(IEnumerable<KeyValuePair<(int Detector, string? Group), int>> showing)
        {
            foreach (var (key, now) in showing.OrderBy(s => s.Key.Detector).ThenBy(s => s.Key.Group, StringComparer.Ordinal))
            {
                if (key.Group is not { } value || Measure(key.Detector) is not { } measure)
                    continue;
                var (known, day) = (Population.Of(Query, Query.Detectors[key.Detector].Detector).Population, SiteClock.UtcDayOf(Reading.ReadIn.From));
                var began = measure.Began(Ledger.Days[key.Detector], value);
                if (measure.IsRollout(known, value, began, day))
                    yield return (key, began, !measure.IsRollout(known, value, began - now, day));
            }
        }

        private IRolloutMeasure? Measure(int detector) => Measures.Of(Query.Detectors[detector].Detector) as IRolloutMeasure;
    }

    /// <summary>Different entities per key, where all of one entity comes together.</summary>
    private sealed class EntityCounts<TKey>
        where TKey : notnull
    {
        private readonly Dictionary<TKey, (string Last, int Count)> _counts = [];

        public IEnumerable<KeyValuePair<TKey, int>> Counts => _counts.Select(c => KeyValuePair.Create(c.Key, c.Value.Count));

        public void Count(TKey key, string entity)
        {
            if (!_counts.TryGetValue(key, out var known))
                _counts[key] = (entity, 1);
            else if (known.Last != entity)
                _counts[key] = (entity, known.Count + 1);
        }
    }
}
