using System.Text;
using System.Text.Json;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Quality;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Worker.Checks;

/// <summary>What a source's last whole day is worth, against the four weeks before it.</summary>
internal sealed class QualityInspector(EngineClient engine, TimeProvider time)
{
    /// <summary>Enough for each weekday four times; one bucket an hour.</summary>
    private const int HistoryDays = 28;

    /// <summary>Clocks differ by seconds; beyond this it is a fault.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    public async Task<QualityCheck> InspectAsync(QualityPlan plan, SourceCapabilities capabilities, DateTimeOffset newest, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var volumes = new VolumeHistorySource(engine, capabilities);
        var last = TimeBucket.UtcDay(newest < now ? newest : now);
        var days = await volumes.ReadAsync(plan.Source, new TimeBucket(last.From.AddDays(-HistoryDays), last.To), cancellationToken).ConfigureAwait(false);
        // The last whole day; of a source that has only begun, what there is.
        var day = days[^2].Events > 0 ? days[^2] : days[^1];
        var facts = await new SourceQualitySource(engine, new Dictionary<string, SourceCapabilities> { [plan.Source.Id] = capabilities })
            .ReadDetailsAsync(plan, TimeBucket.UtcDay(day.Day), cancellationToken).ConfigureAwait(false);
        var health = days.Where(d => d.Day < day.Day).Aggregate(SourceHealth.Unknown(plan.Source.Id), (known, past) => known.After(past).Next);
        var broken = facts.Details is { Failures: > 0 } or { Ignored: > 0 };
        return new QualityCheck(day.Day, QualityFindings.Fields(plan, health, facts), QualityFindings.Of(plan, health, facts, withMissing: true))
        {
            Future = newest > now ? await volumes.CountFromAsync(plan.Source, now + ClockTolerance, cancellationToken).ConfigureAwait(false) : 0,
            Example = broken ? await ExampleAsync(plan, capabilities, facts, cancellationToken).ConfigureAwait(false) : null,
            Shares = plan.Parts.ToDictionary(p => p.Name, p => double.IsNaN(facts.Share(p.Name)) ? 0 : Math.Round(facts.Share(p.Name), 4), StringComparer.Ordinal),
        };
    }

    /// <summary>One event that could not be taken apart or indexed: where it is, and what it says of itself.</summary>
    private async Task<string?> ExampleAsync(QualityPlan plan, SourceCapabilities capabilities, SourceDay facts, CancellationToken cancellationToken)
    {
        var body = new SourceQualityRequest(plan, capabilities, TimeBucket.UtcDay(facts.Day), details: true).Example();
        using var answer = await engine.SearchAsync(plan.Source.Indices, body, cancellationToken).ConfigureAwait(false);
        var hits = answer.RootElement.GetProperty("hits").GetProperty("hits");
        return hits.GetArrayLength() == 0 ? null : Told(hits[0]);
    }

    private static string Told(JsonElement hit)
    {
        var text = new StringBuilder($"{hit.GetProperty("_index").GetString()}/_doc/{hit.GetProperty("_id").GetString()}");
        if (hit.TryGetProperty("_ignored", out var ignored))
            text.Append(": not indexed: ").AppendJoin(", ", ignored.EnumerateArray().Take(5).Select(f => f.GetString()));
        if (hit.TryGetProperty("_source", out var source) && source.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
            && error.TryGetProperty("message", out var message))
            text.Append(": ").Append(message.ValueKind == JsonValueKind.Array && message.GetArrayLength() > 0 ? message[0].ToString() : message.ToString());
        return BoundedText.Of(text.ToString());
    }
}
