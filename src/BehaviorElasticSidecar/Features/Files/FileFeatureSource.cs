using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Evaluates feature queries over NDJSON files as a cluster would over its indices: the embedded engine behind <c>analyze</c>.</summary>
/// <remarks>
/// One reader cuts files into blocks, parsers work on several blocks at once, one evaluator takes them in order: the same files give the same batches,
/// however they are named, however many cores there are and whatever memory open buckets may use (beyond it they wait on disk). Read once.
/// </remarks>
public sealed class FileFeatureSource : IEntityEventSource, IDisposable
{
    /// <summary>Closed batches that may wait for the consumer.</summary>
    private const int BatchesAhead = 1;

    private readonly FilePlan _plan;
    private readonly IEventWatch? _watch;
    private readonly FileReadOptions _options;
    private readonly IReadOnlyList<EventFile> _files;
    private readonly DropLedger _drops;
    private readonly ProgressCounter _progress;
    private readonly ConcurrentDictionary<(string Query, BucketReading Reading), ClosedBucket> _readable = new();
    private readonly SpillFolder _spill;
    private DateTimeOffset _lastEnd, _endBefore;
    private IReadOnlyList<string> _notes = [];

    /// <exception cref="EventFilesException">No files under the options' paths.</exception>
    public FileFeatureSource(IReadOnlyList<FeatureQuery> queries, FileReadOptions options, TimeProvider timeProvider)
        : this(queries, options, timeProvider, null)
    {
    }

    /// <param name="watch">Sees every event that a source takes.</param>
    internal FileFeatureSource(IReadOnlyList<FeatureQuery> queries, FileReadOptions options, TimeProvider timeProvider, IEventWatch? watch)
    {
        ArgumentOutOfRangeException.ThrowIfZero(queries.Count, nameof(queries));
        _watch = watch;
        _plan = FilePlan.Of(queries, watch);
        _options = options;
        _files = EventFiles.Expand(options.Paths);
        _drops = new DropLedger(_files, options.ShowExcerpts);
        _spill = new SpillFolder(options.SpillFolder);
        _progress = new ProgressCounter(_files.Sum(f => f.Bytes), timeProvider);
    }

    public IReadOnlyList<EventFile> Files => _files;

    /// <summary>May be asked by any thread at any time.</summary>
    public FileProgress Progress => _progress.Progress;

    /// <summary>Lines, events and values that took no part, by reason, each with its first example. Whole after the last batch.</summary>
    public IReadOnlyList<DropCount> Dropped => _drops.Counts;

    /// <summary>Sentences for the summary; after the last batch.</summary>
    public IReadOnlyList<string> Notes => _notes;

    internal SpillFolder Spilled => _spill;

    /// <summary>Closed buckets that have rows, by their end, then by query id. An exception of reading or parsing comes out here.</summary>
    public async IAsyncEnumerable<ObservationBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _progress.Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var closed = Channel.CreateBounded<ClosedBucket>(new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        var run = Task.Run(() => RunAsync(closed.Writer, stop.Token), CancellationToken.None);
        var isWhole = false;
        try
        {
            await foreach (var bucket in closed.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                Remember(bucket);
                yield return bucket.Batch;
            }

            await run.ConfigureAwait(false);
            isWhole = true;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _progress.Stop();
            if (!isWhole)
                Dispose();
        }
    }

    /// <summary>Events can no longer be read, and nothing is on disk. A run that was not read to its end does so itself.</summary>
    public void Dispose()
    {
        _readable.Clear();
        _spill.Dispose();
    }

    /// <inheritdoc/>
    /// <remarks>For buckets that end with the batch read last, or with the bucket end before it, until the run is disposed of or breaks off. Of a run of events with equal values only the first
    /// and the last come, where a cluster gives all: a measure must not depend on those between.</remarks>
    public Task<IReadOnlyList<EntityEvent>> ReadEventsAsync(
        FeatureQuery query, DetectorBinding detector, string entity, BucketReading reading, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var binding = query.Detectors.TakeWhile(d => d.Detector.Id != detector.Detector.Id).Count();
        if (!_readable.TryGetValue((query.Id, reading), out var closed) || closed.Kept is null || !closed.Kept.Keeps(binding))
            throw new InvalidOperationException($"No events kept of {query.Id}, detector {detector.Detector.Id}, bucket {reading.Bucket.From:O}: only of the latest buckets, for detectors with event fields");
        return Task.FromResult(closed.Kept.Read(binding, entity));
    }

    private void Remember(ClosedBucket bucket)
    {
        var end = bucket.Batch.Reading.ReadIn.To;
        if (end != _lastEnd)
            (_endBefore, _lastEnd) = (_lastEnd, end);
        foreach (var (key, known) in _readable)
        {
            if (known.Batch.Reading.ReadIn.To < _endBefore && _readable.TryRemove(key, out _))
                known.Kept!.Dispose();
        }

        if (bucket.Kept is not null)
            _readable[(bucket.Batch.Query.Id, bucket.Batch.Reading)] = bucket;
    }

    private async Task RunAsync(ChannelWriter<ClosedBucket> closed, CancellationToken cancellationToken)
    {
        using var pipeline = new BlockPipeline(_plan, _files, _options, _watch);
        try
        {
            var starts = pipeline.Start(cancellationToken);
            var book = new BucketBook(_plan, _drops, starts, (long)_options.ReorderWindow.TotalMilliseconds, new BucketSpill(_options.BucketBudgetBytes, _spill));
            await foreach (var block in pipeline.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                _progress.Add(block, book.Add(block));
                if (block.Watch is { } watched)
                    _watch!.Take(watched, book.Bound);
                pipeline.Return(block);
                foreach (var bucket in book.TakeClosed())
                    await closed.WriteAsync(bucket, cancellationToken).ConfigureAwait(false);
            }

            _notes = book.Notes;
        }
        finally
        {
            closed.Complete();
        }
    }
}
