using System.Runtime.CompilerServices;
using System.Text.Json;
using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Context;

/// <summary>Rows of an index, page by page from one view of it, ordered by id so that the same documents give the same book.</summary>
internal static class IndexRowSource
{
    public static async IAsyncEnumerable<ContextRow> ReadAsync(ContextList list, EngineClient engine, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = new List<(string Id, ContextRow Row)>();
        var search = new HitSearch([list.Index!], """{"match_all":{}}"""u8.ToArray(), """["_doc"]"""u8.ToArray()) { Kind = "context" };
        await foreach (var hit in engine.HitsAsync(search, cancellationToken))
        {
            var id = hit.GetProperty("_id").GetString() ?? "";
            if (hit.TryGetProperty("_source", out var source) && source.ValueKind == JsonValueKind.Object)
                rows.Add((id, JsonRow.Of(list, source, 0)));
            // One more than a book holds: the builder counts what is too many.
            if (rows.Count > ContextBuilder.MostEntities)
                break;
        }

        rows.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        for (var i = 0; i < rows.Count; i++)
            yield return rows[i].Row with { Line = i + 1 };
    }
}
