using System.Text.Json;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Checkpoints in <c>behavior-state</c>: who may write (term), and how far the committed state reaches (number, position).</summary>
/// <remarks>Each commit is conditional on the sequence number that was read, so of two workers with one name only one goes on.</remarks>
internal sealed class CheckpointStore(EngineClient client, string index)
{
    /// <summary>The layout of state that this program writes; a newer one found in the cluster stops it.</summary>
    internal const int Format = 1;

    /// <summary>Bytes of JSON sent so far, for the write budget.</summary>
    public long SentBytes { get; private set; }

    public async Task<Checkpoint?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var stored = await client.GetAsync(index, IdOf(name), cancellationToken);
        return stored is null ? null : new Checkpoint(Parse(stored), stored.SequenceNumber, stored.PrimaryTerm);
    }

    /// <summary>Takes the name over under a new term; whoever held it can commit no more.</summary>
    public async Task<Checkpoint> TakeTermAsync(string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            var current = await ReadAsync(name, cancellationToken);
            var next = current is null
                ? new CheckpointDocument { Name = name, Term = 1, Number = 0, Terms = [] }
                : current.Document with { Term = current.Document.Term + 1 };
            var condition = current is null
                ? new WriteCondition(Create: true)
                : new WriteCondition(IfSequenceNumber: current.SequenceNumber, IfPrimaryTerm: current.PrimaryTerm);
            if (await PutAsync(next, condition, cancellationToken) is { } taken)
                return taken;
        }
    }

    /// <summary>Makes <paramref name="next"/> the committed state. Throws <see cref="TermLostException"/> if another worker has taken over.</summary>
    public async Task<Checkpoint> CommitAsync(Checkpoint held, CheckpointDocument next, CancellationToken cancellationToken)
    {
        var condition = new WriteCondition(IfSequenceNumber: held.SequenceNumber, IfPrimaryTerm: held.PrimaryTerm);
        if (await PutAsync(next, condition, cancellationToken) is { } committed)
            return committed;

        return await FindOwnAsync(next, cancellationToken);
    }

    /// <summary>Commits several in one call, which waits for the engine's disk once; each is conditional by itself, so some may be committed and others not.</summary>
    public async Task<IReadOnlyList<Checkpoint>> CommitAsync(IReadOnlyList<(Checkpoint Held, CheckpointDocument Next)> commits, CancellationToken cancellationToken)
    {
        var results = await client.BulkAsync([.. commits.Select(c => new BulkOperation("index", index, IdOf(c.Next.Name), Json(c.Next))
        {
            Condition = new WriteCondition(IfSequenceNumber: c.Held.SequenceNumber, IfPrimaryTerm: c.Held.PrimaryTerm),
        })], cancellationToken);
        var committed = new List<Checkpoint>(commits.Count);
        for (var i = 0; i < commits.Count; i++)
        {
            var (result, next) = (results[i], commits[i].Next);
            committed.Add(result switch
            {
                { Written: { } numbers } => new Checkpoint(next, numbers.IfSequenceNumber!.Value, numbers.IfPrimaryTerm!.Value),
                { Status: 409 } => await FindOwnAsync(next, cancellationToken),
                _ => throw new IOException($"The checkpoint of {next.Name} could not be stored: {result.Status} {result.ErrorType} {result.Reason}"),
            });
        }

        return committed;
    }

    /// <summary>The answer of an applied try may have been lost, and the retry then meets its own write.</summary>
    private async Task<Checkpoint> FindOwnAsync(CheckpointDocument next, CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(next.Name, cancellationToken);
        if (stored is not null && stored.Document.Term == next.Term && stored.Document.Number == next.Number && stored.Document.Position == next.Position)
            return stored;
        throw new TermLostException(next.Name, next.Term, stored?.Document.Term);
    }

    private async Task<Checkpoint?> PutAsync(CheckpointDocument document, WriteCondition condition, CancellationToken cancellationToken)
    {
        var written = await client.PutAsync(index, IdOf(document.Name), Json(document), condition, cancellationToken);
        return written is null ? null : new Checkpoint(document, written.SequenceNumber, written.PrimaryTerm);
    }

    private byte[] Json(CheckpointDocument document)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(document, StateJson.Default.CheckpointDocument);
        SentBytes += json.Length;
        return json;
    }

    private static CheckpointDocument Parse(StoredDocument stored)
    {
        var document = stored.Document.Deserialize(StateJson.Default.CheckpointDocument)
            ?? throw new InvalidDataException($"The checkpoint {stored.Id} is empty.");
        return document.Format <= Format
            ? document
            : throw new InvalidDataException(
                $"The state in the cluster has format {document.Format}, this program writes {Format}: a newer worker has been here. Upgrade this one.");
    }

    private static string IdOf(string name) => $"checkpoint-{StableHash.Of(name):x16}";
}

/// <summary>A checkpoint as read or written, with what the next conditional write needs.</summary>
internal sealed record Checkpoint(CheckpointDocument Document, long SequenceNumber, long PrimaryTerm)
{
    /// <summary>Whether a slot written by <paramref name="term"/> for <paramref name="number"/> is committed state.</summary>
    public bool IsCommitted(long term, long number)
    {
        long before = 0;
        foreach (var committed in Document.Terms)
        {
            if (committed.Term == term)
                return number > before && number <= committed.Last;
            before = committed.Last;
        }

        return false;
    }

    /// <summary>What the next commit writes: one number further, under this term.</summary>
    public CheckpointDocument Next(DateTimeOffset position, byte[]? state)
    {
        var number = Document.Number + 1;
        return Document with
        {
            Number = number,
            Position = position,
            State = state,
            Terms = [.. Document.Terms.Where(t => t.Term != Document.Term), new CommittedTerm(Document.Term, number)],
        };
    }
}

/// <summary>Another worker has taken over: this one must stop without writing.</summary>
public sealed class TermLostException : Exception
{
    public TermLostException(string name, long term, long? newer)
        : base($"Another worker has taken over {name} (its term is {newer?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"}, ours {term}). " +
            "Run one worker per feature query; this one stops.")
    {
    }

    public TermLostException()
    {
    }

    public TermLostException(string message)
        : base(message)
    {
    }

    public TermLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
