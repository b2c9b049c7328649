using System.Globalization;
using System.Text.Json;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Evaluation;

/// <summary>Reads a result folder of <c>analyze</c> into rankings and counts.</summary>
public sealed class ResultReader(SiteClock clock)
{
    /// <summary>Throws <see cref="InvalidDataException"/> naming file and line where a document is not one of ours, <see cref="FileNotFoundException"/> where one is missing.</summary>
    public async Task<Results> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        await using var file = Open(folder, "summary.json");
        var summary = await JsonSerializer.DeserializeAsync(file, DocumentJson.Default.SummaryDocument, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidDataException($"{Path.Combine(folder, "summary.json")} is empty");
        var (risk, rarest) = (new Ranking("risk"), new Ranking("rarest"));
        var scores = new Dictionary<(string Detector, string Source, EntityDayKey Key), double>();
        await foreach (var anomaly in LinesAsync(folder, "anomalies.ndjson", DocumentJson.Default.AnomalyDocument, cancellationToken).ConfigureAwait(false))
        {
            var key = Key(anomaly.Behavior.Entity, anomaly.Timestamp);
            var rarity = Math.Log10(anomaly.Behavior.Rarity);
            foreach (var (holder, share) in Holders(anomaly))
            {
                var held = key with { Entity = holder };
                rarest.Raise(held, rarity * share);
            }

            var place = (anomaly.Behavior.Detector.Id, anomaly.Behavior.Source, key);
            scores[place] = Math.Max(scores.GetValueOrDefault(place), anomaly.Behavior.Score);
        }

        var days = await DaysAsync(folder, cancellationToken).ConfigureAwait(false);
        // Risk at a bucket's end belongs to the day that the bucket began in.
        await foreach (var document in LinesAsync(folder, "risk.ndjson", DocumentJson.Default.RiskDocument, cancellationToken).ConfigureAwait(false))
            risk.Raise(Key(document.Behavior.Entity, document.Timestamp.AddSeconds(-1)), document.Behavior.Risk.Score);
        return new Results(summary, [days, rarest, risk], [.. scores.Select(s => (s.Key.Key.Day, s.Value))]);
    }

    /// <summary>By rarity; days of equal rarity, such as those beyond what is promised, by their sum.</summary>
    private static async Task<Ranking> DaysAsync(string folder, CancellationToken cancellationToken)
    {
        var days = new Ranking("day");
        await foreach (var document in LinesAsync(folder, "days.ndjson", DocumentJson.Default.DayDocument, cancellationToken).ConfigureAwait(false))
        {
            var day = document.Behavior.Day;
            var key = new EntityDayKey(
                new EntityKey(KindOf(document.Behavior.Entity), document.Behavior.Entity.Canonical), DateOnly.ParseExact(day.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber);
            days.Raise(key, Math.Log10(day.Rarity) + day.Sum * TieWeight);
            days.Join(key, [.. (day.Machines ?? []).Select(m => new EntityKey(NameNormaliser.Address(m) is null ? EntityKind.Host : EntityKind.Address, m))]);
        }

        return days;
    }

    private const double TieWeight = 1e-6;

    /// <summary>Whom an anomaly counts for: the person whose spelling it names and, of an address, the machine (else the person) that was behind it, as far as that is sure.</summary>
    private static IEnumerable<(EntityKey Entity, double Share)> Holders(AnomalyDocument anomaly)
    {
        var entity = anomaly.Behavior.Entity;
        yield return (new EntityKey(KindOf(entity), entity.Canonical), 1);
        if (anomaly.Behavior.Behind?.Host is { } host)
            yield return (new EntityKey(EntityKind.Host, host.Id), host.Confidence);
        else if (anomaly.Behavior.Behind?.User is { } user)
            yield return (new EntityKey(EntityKind.User, user.Id), user.Confidence);
    }

    private EntityDayKey Key(EntityFields entity, DateTimeOffset time) => new(new EntityKey(KindOf(entity), entity.Canonical), clock.At(time).Day);

    private static EntityKind KindOf(EntityFields entity) => EntityKinds.TryParse(entity.Kind, out var kind)
        ? kind
        : throw new InvalidDataException($"'{entity.Kind}' is no kind of entity; allowed are {string.Join(", ", EntityKinds.All)}");

    private static async IAsyncEnumerable<T> LinesAsync<T>(
        string folder, string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = Open(folder, name);
        using var reader = new StreamReader(file);
        for (var number = 1; await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line; number++)
        {
            T? document;
            try
            {
                document = JsonSerializer.Deserialize(line, type);
            }
            catch (JsonException wrong)
            {
                throw new InvalidDataException($"{Path.Combine(folder, name)}, line {number}: {wrong.Message}", wrong);
            }

            if (document is not null)
                yield return document;
        }
    }

    private static FileStream Open(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? File.OpenRead(path) : throw new FileNotFoundException($"{path} is missing; give the folder that `analyze --out` wrote.", path);
    }
}

/// <summary>What a run over files came to, as far as it is measured.</summary>
/// <param name="Rankings">The first is the one that results are judged by.</param>
/// <param name="Scores">Of each detector, source and entity-day that has an anomaly, the highest score.</param>
public sealed record Results(SummaryDocument Summary, IReadOnlyList<Ranking> Rankings, IReadOnlyList<(int Day, double Score)> Scores);
