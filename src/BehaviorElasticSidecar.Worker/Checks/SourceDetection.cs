using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Worker.Checks;

/// <summary>Which shipped profiles fit what a cluster holds: by index names first, then by the newest events of each candidate.</summary>
internal sealed class SourceDetection(EngineClient engine, string ownPrefix)
{
    /// <summary>Newest events of each candidate: a share is known to about 4 points.</summary>
    private const int Sample = 500;

    public async Task<SourceProposals> DetectAsync(IReadOnlyList<Source> profiles, CancellationToken cancellationToken)
    {
        var indices = (await engine.ListIndicesAsync("*", cancellationToken).ConfigureAwait(false))
            .Where(i => IsLog(i.Name) && i.Documents > 0).ToList();
        var survey = new SourceSurvey(profiles);
        var totals = new Dictionary<string, long>(StringComparer.Ordinal);
        var faults = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var profile in profiles)
        {
            var patterns = new IndexPatterns(profile.Indices);
            if (!indices.Exists(i => patterns.Match(i.Name)))
                continue;
            try
            {
                totals[profile.Id] = await SampleAsync(profile, survey, cancellationToken).ConfigureAwait(false);
            }
            catch (EngineException refused) when (refused.Kind is not (EngineErrorKind.Unauthorized or EngineErrorKind.Connection))
            {
                faults[profile.Id] = refused.Message;
            }
        }

        var found = survey.Found.Select(c => new SourceProposal(c, totals.GetValueOrDefault(c.Source.Id), Narrowed(c.Source, indices))).ToList();
        var read = found.Select(f => new IndexPatterns(f.Indices)).ToList();
        var unread = indices.Where(i => !read.Exists(r => r.Match(i.Name))).Select(i => new UnreadIndex(i.Name, i.Documents)).ToList();
        return new SourceProposals(found, unread, faults);
    }

    /// <summary>Events that pass the profile's filter; the newest of them go into the survey, unless another profile is nearer to them.</summary>
    private async Task<long> SampleAsync(Source profile, SourceSurvey survey, CancellationToken cancellationToken)
    {
        var fields = EventCondition.Of(profile, profile.Filter).Fields.Select(f => f.Field).Append(profile.TimeField);
        var capabilities = await new SourceCapabilitiesSource(engine).ReadAsync(
            profile, [.. fields.Where(f => !profile.Constants.ContainsKey(f)).Select(profile.FieldOf).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        if (capabilities.Of(profile.TimeField).Kind != FieldKind.Date)
            return 0;
        var query = new SourceFields(profile, capabilities).Clause(profile.Filter);
        var body = QueryJson.Bytes(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("size", Sample);
            json.WriteBoolean("track_total_hits", true);
            json.WriteStartArray("sort");
            json.WriteStartObject();
            json.WriteString(profile.TimeField, "desc");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WritePropertyName("query");
            query.Write(json);
            json.WriteEndObject();
        });
        using var answer = await engine.SearchAsync(profile.Indices, body, cancellationToken).ConfigureAwait(false);
        var hits = answer.RootElement.GetProperty("hits");
        foreach (var hit in hits.GetProperty("hits").EnumerateArray())
        {
            var (index, found) = (hit.GetProperty("_index").GetString()!, FlatEvent.Of(hit.GetProperty("_source")));
            survey.Add(found, SourceMatch.DatasetOf(found, index), s => s.Id == profile.Id || IsNearer(s, profile, index), sampledFor: profile);
        }

        return hits.GetProperty("total").GetProperty("value").GetInt64();
    }

    /// <summary>An event is sampled for each profile that could read it; it counts once, for the one that the survey asks first.</summary>
    private static bool IsNearer(Source other, Source sampled, string index) =>
        SourceSurvey.Rank(other) < SourceSurvey.Rank(sampled) && new IndexPatterns(other.Indices).Match(index);

    private static IReadOnlyList<string> Narrowed(Source source, List<IndexSummary> indices) =>
        [.. source.Indices.Where(p => p.StartsWith('-') || (new IndexPatterns([p]) is var pattern && indices.Exists(i => pattern.Match(i.Name))))];

    private bool IsLog(string index) =>
        !index.StartsWith(ownPrefix, StringComparison.Ordinal) && (index[0] != '.' || index.StartsWith(".ds-", StringComparison.Ordinal));
}

/// <summary>A profile that fits.</summary>
/// <param name="Coverage">Of the events looked at.</param>
/// <param name="Total">Events that pass its filter; of a sample of files those in it.</param>
/// <param name="Indices">Those of its patterns that match something.</param>
internal sealed record SourceProposal(SourceCoverage Coverage, long Total, IReadOnlyList<string> Indices);

internal sealed record UnreadIndex(string Name, long Documents);

/// <param name="Unread">Indices with events that no proposed source reads.</param>
/// <param name="Faults">Profile id to why it could not be tried.</param>
internal sealed record SourceProposals(IReadOnlyList<SourceProposal> Found, IReadOnlyList<UnreadIndex> Unread, IReadOnlyDictionary<string, string> Faults);
