using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Sources;

/// <summary>Asks the cluster what the mappings behind a source's pattern allow.</summary>
public sealed class SourceCapabilitiesSource(EngineClient engine)
{
    // Field names of one request: they travel in the address, which the engines cap at 4 KiB.
    private const int MostFields = 50;

    /// <param name="storedFields">What <c>FeatureFields.Of</c> lists; their <c>.keyword</c> is asked for beside them.</param>
    public async Task<SourceCapabilities> ReadAsync(Source source, IReadOnlyList<string> storedFields, CancellationToken cancellationToken)
    {
        var mapped = new List<MappedField>();
        foreach (var fields in SourceCapabilities.ToAsk(storedFields).Chunk(MostFields))
        {
            var answer = await engine.FieldCapabilitiesAsync(source.Indices, fields, cancellationToken).ConfigureAwait(false);
            // The engines add the objects above a field, in every answer again.
            mapped.AddRange(answer.Where(f => fields.Contains(f.Name, StringComparer.Ordinal)).Select(f => new MappedField(f.Name, f.Types, f.Aggregatable)));
        }

        return SourceCapabilities.From(source.Id, mapped);
    }
}
