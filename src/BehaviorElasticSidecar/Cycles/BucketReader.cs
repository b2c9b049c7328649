using System.Runtime.CompilerServices;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Reads buckets of a cluster under the horizons of their days, each after what came late and is read with it.</summary>
internal sealed class BucketReader(ClusterFeatureSource source, WholeSpans whole, DateTimeOffset historyStart)
{
    /// <summary>Events that reach the index this long after they happened make a day an import (design section 8).</summary>
    private static readonly TimeSpan ImportAge = TimeSpan.FromHours(48);

    private readonly Dictionary<(string Source, DateTimeOffset Day), bool> _horizons = [];

    /// <summary>Whether the day was read under a horizon; so is one that was not asked for.</summary>
    public bool HadHorizon(string sourceId, DateTimeOffset day) => !_horizons.TryGetValue((sourceId, day), out var horizon) || horizon;

    /// <summary>The batches of the span. Whatever of them is not wholly answered comes out as an exception before the first.</summary>
    /// <param name="span">Within one UTC day.</param>
    public async IAsyncEnumerable<ObservationBatch> ReadAsync(
        FeatureQuery query, TimeBucket span, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var horizon = await HorizonAsync(query.Source, TimeBucket.UtcDay(span.From), now, cancellationToken);
        var reach = await ReachAsync(query, span.From, now, cancellationToken);
        await foreach (var batch in source.ReadAsync(query, span, horizon, reach, cancellationToken))
        {
            yield return batch;
            if (!horizon && batch.LateIn is null)
                whole.Add(query.Id, batch.Bucket);
        }
    }

    /// <summary>Asked once for all feature queries of the source; a day that is younger than an import is none.</summary>
    private async Task<bool> HorizonAsync(Source of, TimeBucket day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (of.IngestedField.Length == 0 || now - day.From < ImportAge)
            return true;
        if (_horizons.TryGetValue((of.Id, day.From), out var known))
            return known;
        foreach (var old in _horizons.Keys.Where(k => k.Source == of.Id && (k.Day - day.From).Duration() > ImportAge).ToList())
            _horizons.Remove(old);
        return _horizons[(of.Id, day.From)] = !await source.IsImportDayAsync(of, day, cancellationToken);
    }

    /// <summary>Null: none of the query's detectors takes late events.</summary>
    private async Task<LateReach?> ReachAsync(FeatureQuery query, DateTimeOffset from, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (LateReading.Of(query) is null)
            return null;
        if (!whole.IsKnown(query.Id))
        {
            var (imports, earliest) = (new List<TimeBucket>(), LateReading.Earliest(from, query.Bucket));
            for (var day = TimeBucket.UtcDay(earliest > historyStart ? earliest : historyStart); day.From < from; day = TimeBucket.UtcDay(day.To))
                if (!await HorizonAsync(query.Source, day, now, cancellationToken))
                    imports.Add(day with { To = day.To < from ? day.To : from });
            whole.Know(query.Id, imports);
        }

        return new LateReach(historyStart, [.. whole.Of(query.Id)]);
    }
}
