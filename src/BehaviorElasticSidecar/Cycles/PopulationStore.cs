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

    /// <summary>Removes the states of the midnights from <paramref name="from"/> to before <paramref name="needed"/>.</summary>
    public async Task ForgetAsync(DateTimeOffset from, DateTimeOffset needed, CancellationToken cancellationToken)
    {
        var midnights = new List<DateTimeOffset>();
        for (var midnight = from; midnight < needed; midnight = midnight.AddDays(1))
            midnights.Add(midnight);
        if (midnights.Count == 0)
            return;
        var firsts = await client.GetManyAsync(index, [.. midnights.Select(m => IdOf(m, 0))], cancellationToken);
        // The first piece goes last: while it is there, the others can be found.
        var deletions = firsts.Select(f => f?.Document.Deserialize(StateJson.Default.PopulationDocument)).OfType<PopulationDocument>()
            .SelectMany(d => Enumerable.Range(0, d.Pieces).Reverse().Select(piece => new BulkOperation("delete", index, IdOf(d.Midnight, piece), default))).ToList();
        if (deletions.Count > 0)
            await client.BulkAsync(deletions, cancellationToken);
    }

    private static string IdOf(DateTimeOffset midnight, int piece) =>
        string.Create(CultureInfo.InvariantCulture, $"population-{midnight:yyyy-MM-dd}-{piece}");
}
