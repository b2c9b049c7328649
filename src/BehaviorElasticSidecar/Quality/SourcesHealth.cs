namespace BehaviorElasticSidecar.Quality;

/// <summary>The health of all sources as of a midnight UTC, and which detectors it keeps from learning.</summary>
internal sealed class SourcesHealth
{
    private readonly IReadOnlyList<QualityPlan> _plans;
    private readonly SortedDictionary<string, SourceHealth> _sources;

    private SourcesHealth(IReadOnlyList<QualityPlan> plans, IEnumerable<SourceHealth> sources) =>
        (_plans, _sources) = (plans, new SortedDictionary<string, SourceHealth>(sources.ToDictionary(s => s.Source, StringComparer.Ordinal), StringComparer.Ordinal));

    public static SourcesHealth Unknown(IReadOnlyList<QualityPlan> plans) => new(plans, plans.Select(p => SourceHealth.Unknown(p.Source.Id)));

    public IEnumerable<SourceHealth> All => _sources.Values;

    public SourceHealth Of(string source) => _sources.GetValueOrDefault(source) ?? SourceHealth.Unknown(source);

    /// <param name="key"><c>source/detector</c>.</param>
    public bool Freezes(string key)
    {
        var plan = _plans.FirstOrDefault(p => key.StartsWith(p.Source.Id + "/", StringComparison.Ordinal) && p.Needs.ContainsKey(key[(p.Source.Id.Length + 1)..]));
        return plan is not null && Of(plan.Source.Id).Freezes(plan.Needs[key[(plan.Source.Id.Length + 1)..]]);
    }

    /// <summary>Detectors at the source that do not learn because of the trouble.</summary>
    public IReadOnlyList<string> FrozenBy(string source, SourceTrouble trouble) => !trouble.Freezes ? [] :
    [
        .. _plans.Where(p => p.Source.Id == source).SelectMany(p => p.Needs)
            .Where(n => trouble.Kind == TroubleKind.Silent || n.Value.Contains(trouble.Part, StringComparer.Ordinal)).Select(n => n.Key),
    ];

    public (SourcesHealth Next, IReadOnlyList<TroubleChange> Changes) After(IReadOnlyList<SourceDay> days)
    {
        var (next, changes) = (new List<SourceHealth>(), new List<TroubleChange>());
        foreach (var health in _sources.Values)
        {
            if (days.FirstOrDefault(d => d.Source == health.Source) is not { } day)
            {
                next.Add(health);
                continue;
            }

            var (after, changed) = health.After(day);
            next.Add(after);
            changes.AddRange(changed);
        }

        return (new SourcesHealth(_plans, next), changes);
    }

    public void Write(BinaryWriter to)
    {
        to.Write7BitEncodedInt(_sources.Count);
        foreach (var source in _sources.Values)
            source.Write(to);
    }

    /// <summary>Sources that are new start unknown; those that are gone are forgotten.</summary>
    public static SourcesHealth Read(BinaryReader from, IReadOnlyList<QualityPlan> plans)
    {
        var found = new Dictionary<string, SourceHealth>(StringComparer.Ordinal);
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
        {
            var source = SourceHealth.Read(from);
            found[source.Source] = source;
        }

        return new SourcesHealth(plans, plans.Select(p => found.GetValueOrDefault(p.Source.Id) ?? SourceHealth.Unknown(p.Source.Id)));
    }
}
