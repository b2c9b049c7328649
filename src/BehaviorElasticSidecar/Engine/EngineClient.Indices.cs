using System.Globalization;
using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

public sealed partial class EngineClient
{
    /// <summary>The template itself (<c>index_patterns</c>, <c>template</c>, <c>version</c>, ...); null if there is none of that name.</summary>
    public async Task<JsonElement?> GetIndexTemplateAsync(string name, CancellationToken cancellationToken)
    {
        var call = new EngineCall(HttpMethod.Get, "/_index_template/" + EnginePath.Id(name)) { Repeatable = true, Accepted = [404] };
        using var answer = await _transport.SendAsync(call, cancellationToken).ConfigureAwait(false);
        var template = answer.Found ? answer.Root.Part("index_templates").Items().FirstOrDefault().Part("index_template") : default;
        return template.ValueKind is JsonValueKind.Object ? template.Clone() : null;
    }

    public async Task PutIndexTemplateAsync(string name, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        await AskAsync(new EngineCall(HttpMethod.Put, "/_index_template/" + EnginePath.Id(name)) { Body = body, Repeatable = true }, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>No template of that name is fine.</summary>
    public async Task DeleteIndexTemplateAsync(string name, CancellationToken cancellationToken) =>
        await AskAsync(new EngineCall(HttpMethod.Delete, "/_index_template/" + EnginePath.Id(name)) { Repeatable = true, Accepted = [404] }, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Changes aliases, all at once: <paramref name="body"/> is <c>{"actions":[...]}</c>. Not sent again after a lost answer.</summary>
    public async Task PutAliasesAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        await AskAsync(new EngineCall(HttpMethod.Post, "/_aliases") { Body = body }, cancellationToken).ConfigureAwait(false);

    /// <summary>Whether it was made now: false if it was there already.</summary>
    /// <param name="body">Settings, mappings and aliases; empty for what the templates say.</param>
    public async Task<bool> CreateIndexAsync(string index, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var call = new EngineCall(HttpMethod.Put, "/" + EnginePath.Id(index)) { Body = body, Repeatable = true };
        try
        {
            await AskAsync(call, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (EngineException trouble) when (trouble.Status is 400 && trouble.Excerpt.StartsWith("resource_already_exists_exception", StringComparison.Ordinal))
        {
            return false;
        }
    }

    /// <summary>Deletes indices by name; one that is not there is fine. No patterns: they have deleted other people's data before.</summary>
    public async Task DeleteIndexAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.FirstOrDefault(n => n.AsSpan().ContainsAny(",*?") || n.StartsWith('_') || n.StartsWith('-')) is { } pattern)
            throw new ArgumentException($"'{pattern}' is not the name of one index", nameof(names));
        foreach (var group in EnginePath.Groups(names))
        {
            var call = new EngineCall(HttpMethod.Delete, $"/{EnginePath.Names(group)}?ignore_unavailable=true") { Repeatable = true, Accepted = [404] };
            await AskAsync(call, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether an index, alias or data stream of that name exists.</summary>
    public async Task<bool> IndexExistsAsync(string index, CancellationToken cancellationToken)
    {
        var call = new EngineCall(HttpMethod.Head, "/" + EnginePath.Id(index)) { Repeatable = true, Accepted = [404] };
        using var answer = await _transport.SendAsync(call, cancellationToken).ConfigureAwait(false);
        return answer.Found;
    }

    /// <summary>Makes everything written so far visible to searches. An index that does not exist is an exception.</summary>
    public async Task RefreshAsync(string index, CancellationToken cancellationToken)
    {
        var call = new EngineCall(HttpMethod.Post, $"/{EnginePath.Segment(index)}/_refresh")
        {
            Repeatable = true,
            Verify = answer => SearchVerdict.OfShards(answer.Part("_shards"), mayBeNone: true),
        };
        await AskAsync(call, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the indices have of the fields, sorted by name; fields that none has are left out. Patterns are allowed in both.</summary>
    /// <exception cref="EngineException">No index matches (NotFound), or not all of them answered (PartialAnswer).</exception>
    public async Task<IReadOnlyList<FieldCapability>> FieldCapabilitiesAsync(
        IReadOnlyList<string> indices, IReadOnlyList<string> fields, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var found = new SortedDictionary<string, FieldCapability>(StringComparer.Ordinal);
        foreach (var group in EnginePath.Groups(fields))
        {
            var path = $"/{EnginePath.Names(indices)}/_field_caps?fields={EnginePath.Names(group)}&ignore_unavailable=false&allow_no_indices=true";
            var call = new EngineCall(HttpMethod.Get, path) { Repeatable = true, Search = true, Verify = FieldCapabilities.Verify };
            using var answer = await _transport.SendAsync(call, cancellationToken).ConfigureAwait(false);
            foreach (var field in FieldCapabilities.Read(answer.Root))
                found[field.Name] = field;
        }

        return [.. found.Values];
    }

    /// <summary>The open indices that match, sorted by name; none is fine. Backing indices of data streams count by the stream's name.</summary>
    public async Task<IReadOnlyList<IndexSummary>> ListIndicesAsync(string pattern, CancellationToken cancellationToken)
    {
        var path = $"/_cat/indices/{EnginePath.Segment(pattern)}?format=json&bytes=b&h=index,docs.count,store.size&expand_wildcards=open,hidden";
        var call = new EngineCall(HttpMethod.Get, path)
        {
            Repeatable = true,
            Accepted = [404],
            Verify = answer => answer.ValueKind is JsonValueKind.Array ? null : new AnswerFault(EngineErrorKind.Protocol, "without a list of indices"),
        };
        using var answer = await _transport.SendAsync(call, cancellationToken).ConfigureAwait(false);
        if (!answer.Found)
            return [];
        return [.. answer.Root.EnumerateArray()
            .Select(row => new IndexSummary(row.Text("index"), Number(row, "docs.count"), Number(row, "store.size")))
            .OrderBy(i => i.Name, StringComparer.Ordinal)];
    }

    private async Task AskAsync(EngineCall call, CancellationToken cancellationToken) =>
        (await _transport.SendAsync(call, cancellationToken).ConfigureAwait(false)).Dispose();

    /// <summary><c>_cat</c> writes numbers as text, and null where a shard is not up.</summary>
    private static long Number(JsonElement row, string name) =>
        long.TryParse(row.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
