using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Reads and parses blocks ahead, several at once, and gives them out in the order in which they were read.</summary>
internal sealed class BlockPipeline : IDisposable
{
    private readonly FilePlan _plan;
    private readonly IEventWatch? _watch;
    private readonly TimeGate _gate;
    private readonly int _ahead;
    private readonly BlockSchedule _schedule;
    private readonly ConcurrentBag<BlockParser> _parsers = [];
    private readonly ConcurrentBag<EventBlock> _blocks = [];

    public BlockPipeline(FilePlan plan, IReadOnlyList<EventFile> files, FileReadOptions options, IEventWatch? watch = null)
    {
        _watch = watch;
        (_plan, _gate, _ahead) = (plan, new TimeGate(options), options.Parsers + 1);
        _schedule = new BlockSchedule(files, new BlockParser(plan, _gate));
    }

    /// <summary>Per file the earliest time that its beginning shows.</summary>
    public IReadOnlyList<long> Start(CancellationToken cancellationToken) => _schedule.Start(new EventBlock(), cancellationToken);

    public async IAsyncEnumerable<EventBlock> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parsed = Channel.CreateBounded<Task<EventBlock>>(new BoundedChannelOptions(_ahead) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => ReadBlocksAsync(parsed.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var block in parsed.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return await block.ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (parsed.Reader.TryRead(out var block))
                await ((Task)block).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The block is used up.</summary>
    public void Return(EventBlock block) => _blocks.Add(block);

    public void Dispose() => _schedule.Dispose();

    private async Task ReadBlocksAsync(ChannelWriter<Task<EventBlock>> parsed, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var block = _blocks.TryTake(out var used) ? used : new EventBlock { Watch = _watch?.NewBlock() };
                if (!_schedule.Read(block))
                    break;
                await parsed.WriteAsync(Task.Run(() => Parse(block), cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            parsed.Complete();
        }
    }

    private EventBlock Parse(EventBlock block)
    {
        if (!_parsers.TryTake(out var parser))
            parser = new BlockParser(_plan, _gate);
        parser.Parse(block);
        _parsers.Add(parser);
        return block;
    }
}
