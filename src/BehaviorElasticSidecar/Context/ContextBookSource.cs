using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Context;

/// <summary>The lists of the settings as one book, read again where they have changed.</summary>
/// <remarks>
/// A file counts as changed by its size or time; an index is read again after <see cref="IndexEvery"/>. A list that cannot be read keeps what it said before.
/// Of what two lists say of one entity the one that stands first in the settings counts; the others fill what it leaves open.
/// </remarks>
/// <param name="engine">Null where there is no cluster: lists in indices are left out, and said.</param>
internal sealed class ContextBookSource(IReadOnlyList<ContextList> lists, EngineClient? engine, TimeProvider time)
{
    internal static readonly TimeSpan IndexEvery = TimeSpan.FromHours(1);

    private readonly Held?[] _held = new Held?[lists.Count];

    public bool IsConfigured => lists.Count > 0;

    /// <summary>As of the last reading.</summary>
    public ContextBook Book { get; private set; } = ContextBook.Empty;

    /// <summary>Reads what has changed since the last call; all of it at the first. The reports are of the lists that were read, or could not be.</summary>
    /// <remarks>Throws <see cref="EngineException"/> where an index was never read and trying again helps: better no cycle than one without context.</remarks>
    public async Task<IReadOnlyList<ContextListReport>> ReadChangedAsync(CancellationToken cancellationToken)
    {
        var reports = new List<ContextListReport>();
        for (var i = 0; i < lists.Count; i++)
        {
            var before = _held[i];
            var (stamp, trouble) = StampOf(lists[i]);
            if (trouble is null && before is not null && before.Stamp == stamp && before.Content.Report.Trouble is null)
                continue;
            _held[i] = trouble is null
                ? await ReadAsync(lists[i], before, stamp, cancellationToken)
                : Failed(lists[i], before, trouble);
            // Trouble that lasts is said once.
            var report = _held[i]!.Content.Report;
            if (report.Trouble is null || before?.Content.Report.Trouble != report.Trouble)
                reports.Add(report);
        }

        if (reports.Count > 0)
            Book = Merged();
        return reports;
    }

    private async Task<Held> ReadAsync(ContextList list, Held? before, string stamp, CancellationToken cancellationToken)
    {
        var builder = new ContextBuilder(list);
        try
        {
            await foreach (var row in RowsOf(list, cancellationToken))
                builder.Add(row);
        }
        catch (EngineException unread) when (before is not null || !unread.RetryHelps)
        {
            return Failed(list, before, unread.Message) with { Stamp = stamp };
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return Failed(list, before, Told(unread));
        }

        var content = builder.Build();
        // Somebody who writes a file may just have emptied it.
        return content.Entities.Count == 0 && before?.Content.Entities.Count > 0
            ? Failed(list, before, "it names nobody any more")
            : new Held(stamp, content);
    }

    private IAsyncEnumerable<ContextRow> RowsOf(ContextList list, CancellationToken cancellationToken) => list switch
    {
        { Index: not null } => IndexRowSource.ReadAsync(list, engine!, cancellationToken),
        { Format: ContextFormat.Ndjson } => NdjsonRowSource.ReadAsync(list, cancellationToken),
        _ => CsvRowSource.ReadAsync(list, cancellationToken),
    };

    /// <summary>What tells one state of a list from the next without reading it.</summary>
    private (string Stamp, string? Trouble) StampOf(ContextList list)
    {
        if (list.Index is not null)
            return (FormattableString.Invariant($"{time.GetUtcNow().Ticks / IndexEvery.Ticks}"), engine is null ? "it is an index, and files are analysed without a cluster" : null);
        var file = new FileInfo(list.File!);
        return file.Exists ? (FormattableString.Invariant($"{file.Length} {file.LastWriteTimeUtc.Ticks}"), null) : ("", "the file is gone");
    }

    private static Held Failed(ContextList list, Held? before, string trouble)
    {
        var content = before?.Content ?? new ContextBuilder(list).Build();
        return new Held("", content with { Report = content.Report with { Trouble = trouble } });
    }

    /// <summary>Messages of the system may hold folders; the kind of trouble is enough.</summary>
    private static string Told(Exception unread) => unread is UnauthorizedAccessException ? "this user may not read the file" : "the file could not be read";

    private ContextBook Merged()
    {
        var all = new Dictionary<EntityKey, EntityContext>();
        foreach (var (entity, said) in _held.SelectMany(h => h!.Content.Entities))
            all[entity] = all.TryGetValue(entity, out var first) ? first.FilledFrom(said) : said;
        return all.Count == 0 ? ContextBook.Empty : new ContextBook(all.Values);
    }

    private sealed record Held(string Stamp, ContextListContent Content);
}
