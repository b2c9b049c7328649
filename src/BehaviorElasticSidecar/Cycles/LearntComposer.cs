using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>From the baselines of one entity and the population of a midnight to what is learnt, for people. Changes neither.</summary>
/// <param name="readTo">Per feature query that has learnt anything: everything before it is learnt.</param>
internal sealed class LearntComposer(PipelineParts parts, PopulationState population, IReadOnlyDictionary<string, DateTimeOffset> readTo)
{
    /// <summary>Partners that are described; the others are counted.</summary>
    private const int MostPartners = 5;

    /// <summary>Null where nothing is learnt under any of its names.</summary>
    public LearntEntity? Of(NamedEntity named, IReadOnlyList<(FeatureQuery Query, EntityBaselines Baselines)> found)
    {
        List<LearntDetector> detectors =
        [
            .. found.SelectMany(f => Enumerable.Range(0, f.Query.Detectors.Count).Select(i => Of(f.Query, i, f.Baselines))).OfType<LearntDetector>()
                .OrderBy(d => d.Pack, StringComparer.Ordinal).ThenBy(d => d.Source, StringComparer.Ordinal).ThenBy(d => d.Id, StringComparer.Ordinal)
                .ThenBy(d => d.Spelling, StringComparer.Ordinal),
        ];
        if (detectors.Count == 0)
            return null;
        var kind = named.Canonical.Kind;
        return new LearntEntity
        {
            Kind = kind.Name(),
            Id = PlainText.Clean(named.Canonical.Id),
            Aliases = [.. named.Aliases.Select(a => PlainText.Clean(a))],
            TimeZone = parts.Clock.Of(named.Canonical).Zone.Id,
            Detectors = detectors,
            Unseen =
            [
                .. parts.Queries.Where(q => q.Kind == kind).SelectMany(q => q.Detectors).Select(d => d.Detector.Id)
                    .Except(detectors.Select(d => d.Id), StringComparer.Ordinal).Order(StringComparer.Ordinal),
            ],
        };
    }

    private LearntDetector? Of(FeatureQuery query, int index, EntityBaselines entity)
    {
        var detector = query.Detectors[index].Detector;
        var (measure, known, to) = (parts.Measures.Of(detector), population.Of(query, detector), readTo[query.Id]);
        var clock = parts.Clock.Of(new EntityKey(query.Kind, entity.Entity));
        var day = clock.At(to).Day;
        List<(string? Partner, Baseline Baseline)> baselines = detector.By is null
            ? entity.Find(index, null) is { } own ? [(null, own)] : []
            : [.. entity.Partners(index).Select(p => ((string?)p.Partner, p.Baseline))];
        List<LearntBaseline> learnt =
        [
            .. baselines.OrderByDescending(b => measure.SizeOf(b.Baseline, day)).ThenBy(b => b.Partner, StringComparer.Ordinal).Take(MostPartners)
                .Select(b => Described(measure.Describe(detector, b.Baseline, known.Population, day), b.Partner, clock)).Where(b => b.Since is not null),
        ];
        return learnt.Count == 0 ? null : new LearntDetector
        {
            Pack = detector.Pack,
            Source = query.Source.Id,
            Id = detector.Id,
            Title = detector.Title,
            Measure = detector.Measure,
            Of = detector.Of,
            By = detector.By,
            Bucket = DurationText.Format(detector.Bucket),
            Spelling = PlainText.Clean(entity.Entity),
            State = known.IsFrozen ? "frozen" : known.Speaks(to, parts.Settings) ? "speaking" : "learning",
            SpeaksFrom = known.FirstDay is { } first ? DateOnly.FromDayNumber(first + parts.Settings.LearningDays) : null,
            ReadTo = to,
            Known = baselines.Count,
            Baselines = learnt,
        };
    }

    private static LearntBaseline Described(LearntBaseline learnt, string? partner, SiteClock clock) => learnt with
    {
        Partner = partner is null ? null : PlainText.Clean(partner),
        Days = learnt.Since is { } since && learnt.LastDay is { } last ? Math.Max(1, last.DayNumber - clock.At(since).Day + 1) : null,
        Values = learnt.Values is { } values ? values with { Most = [.. values.Most.Select(v => v with { Text = PlainText.Clean(v.Text) })] } : null,
        Place = learnt.Place is { } place ? place with { Address = PlainText.Clean(place.Address), Country = place.Country is { } country ? PlainText.Clean(country) : null } : null,
    };
}
