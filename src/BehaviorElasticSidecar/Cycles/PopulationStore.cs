using System.Globalization;
using System.Text.Json;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Population states in <c>behavior-state</c>, one per midnight that a replay may still need, in pieces of bounded size.</summary>
/// <remarks>The state of a midnight follows from the input alone, so writing it again writes the same.</remarks>
internal sealed class PopulationStore(EngineClient client, string index)
{
    /// <summary>Bytes of state in one document: base64 makes it a third more.</summary>
    private const int PieceBytes = 4 << 20;

    public async Task WriteAsync(DateTimeOffset midnight, byte[] state, long term, CancellationToken cancellationToken)
    {
        var pieces = state.Chunk(PieceBytes).ToList();
        var operations = pieces.Select((piece, i) => new BulkOperation(
            "index", index, IdOf(midnight, i),
            JsonSerializer.SerializeToUtf8Bytes(new PopulationDocument(midnight, i, pieces.Count, piece), StateJson.Default.PopulationDocument), term)).ToList();
        foreach (var result in await client.BulkAsync(operations, cancellationToken))
        {
            if (result.Status == 409)
                throw new TermLostException("population", term, null);
            if (result.Status >= 300)
                throw new IOException($"The population state of {midnight:yyyy-MM-dd} could not be stored: {result.Status} {result.ErrorType} {result.Reason}");
        }
    }

    /// <summary>Null if there is none for that midnight.</summary>
    public async Task<byte[]?> ReadAsync(DateTimeOffset midnight, CancellationToken cancellationToken)
    {
        var state = new List<byte>();
        for (int piece = 0, pieces = 1; piece < pieces; piece++)
        {
            var stored = await client.GetAsync(index, IdOf(midnight, piece), cancellationToken);
            if (stored?.Document.Deserialize(StateJson.Default.PopulationDocument) is not { } document)
                return null;
            pieces = document.Pieces;
            state.AddRange(document.State);
        }

        return [.. state];
    }

    /// <summary>Removes the states of the days before <paramref name="needed"/>, back to <paramref name="from"/>.</summary>
    public async Task ForgetAsync(DateTimeOffset from, DateTimeOffset needed, CancellationToken cancellationToken)
    {
        for (var midnight = from; midnight < needed; midnight = midnight.AddDays(1))
        {
            var first = await client.GetAsync(index, IdOf(midnight, 0), cancellationToken);
            if (first?.Document.Deserialize(StateJson.Default.PopulationDocument) is not { } document)
                continue;
            await client.BulkAsync(
                [.. Enumerable.Range(0, document.Pieces).Reverse().Select(i => new BulkOperation("delete", index, IdOf(midnight, i), default))], cancellationToken);
        }
    }

    private static string IdOf(DateTimeOffset midnight, int piece) =>
        string.Create(CultureInfo.InvariantCulture, $"population-{midnight:yyyy-MM-dd}-{piece}");
}
