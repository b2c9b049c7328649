using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Everybody at once: what many entities do together in one bucket is the organisation's, not theirs (design section 5).</summary>
/// <remarks>Goes through the findings entity by entity and keeps numbers only, so that they may lie on disk.</remarks>
internal sealed class SharedMoves
{
    private readonly HashSet<(int Detector, string? Group)> _rollouts;
    private readonly double[] _candidateSurprise;
    private readonly bool[] _isShift;

    private SharedMoves(HashSet<(int Detector, string? Group)> rollouts, double[] candidateSurprise)
    {
        (_rollouts, _candidateSurprise) = (rollouts, candidateSurprise);
        _isShift = new bool[candidateSurprise.Length];
    }

    /// <summary>Detectors for which a large share of the entities seen deviates; ordered as in the feature query.</summary>
    public IReadOnlyList<Shift> Shifts { get; private set; } = [];

    /// <param name="held">Entity by entity.</param>
    /// <param name="seen">Per detector, entities with an observation in the bucket.</param>
    public static SharedMoves In(
        IEnumerable<HeldFinding> held, FeatureQuery query, TimeBucket bucket, long[] seen, PopulationState population, CycleSettings settings)
    {
        var moves = new SharedMoves(Rollouts(held, settings), [.. query.Detectors.Select(d => population.Of(query, d.Detector).CandidateSurprise)]);
        var deviating = new EntityCounts<int>();
        foreach (var finding in moves.Staying(held).Where(f => f.Explanation is not null))
            deviating.Count(finding.Detector, finding.Entity);
        var shifts = new List<Shift>();
        foreach (var (detector, entities) in deviating.Counts.OrderBy(c => c.Key))
        {
            if (entities < settings.ShiftEntities || entities < settings.ShiftFraction * seen[detector])
                continue;
            moves._isShift[detector] = true;
            shifts.Add(new Shift(query.Detectors[detector].Detector.Id, bucket, entities, (int)seen[detector]));
        }

        moves.Shifts = shifts;
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

    private HeldFinding Lowered(HeldFinding finding) =>
        finding.IfShared >= finding.Surprise || !_rollouts.Contains((finding.Detector, finding.Group)) ? finding : finding with
        {
            Surprise = finding.IfShared,
            Explanation = finding.IfShared >= _candidateSurprise[finding.Detector] ? finding.Explanation : null,
        };

    private static HashSet<(int Detector, string? Group)> Rollouts(IEnumerable<HeldFinding> held, CycleSettings settings)
    {
        var showing = new EntityCounts<(int Detector, string? Group)>();
        foreach (var finding in held.Where(f => f.IfShared < f.Surprise))
            showing.Count((finding.Detector, finding.Group), finding.Entity);
        return [.. showing.Counts.Where(c => c.Value >= settings.RolloutEntities).Select(c => c.Key)];
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
