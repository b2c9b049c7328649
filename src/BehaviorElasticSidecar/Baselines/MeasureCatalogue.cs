using BehaviorElasticSidecar.Detectors;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>Every measure of this assembly, sorted by name.</summary>
public sealed class MeasureCatalogue
{
    private readonly SortedDictionary<string, IMeasure> _measures = new(StringComparer.Ordinal);

    private MeasureCatalogue(IEnumerable<IMeasure> measures)
    {
        foreach (var measure in measures)
            _measures.Add(measure.Grammar.Name, measure);
    }

    /// <summary>A measure is one file: a class that implements <see cref="IMeasure"/> and has a public constructor without parameters.</summary>
    public static MeasureCatalogue Shipped { get; } = new(typeof(MeasureCatalogue).Assembly.GetTypes()
        .Where(t => !t.IsAbstract && typeof(IMeasure).IsAssignableFrom(t))
        .Select(t => (IMeasure)Activator.CreateInstance(t)!));

    public IReadOnlyCollection<IMeasure> All => _measures.Values;

    public IReadOnlyList<MeasureGrammar> Grammars => [.. _measures.Values.Select(m => m.Grammar)];

    public IMeasure Of(Detector detector) => _measures[detector.Measure];
}
