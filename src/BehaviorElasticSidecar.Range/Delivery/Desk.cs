using System.Threading.Channels;

namespace BehaviorElasticSidecar.Range.Delivery;

/// <summary>A writer beside the one who lives the days: takes parcels in batches, writes each into its file. Waits, and lets wait, rather than grow.</summary>
internal sealed class Desk
{
    private const int BatchParcels = 2_048, WaitingBatches = 6;

    private readonly EventFile[] _files;
    private readonly CancellationTokenSource _stop;
    private readonly Channel<List<Parcel>> _full = Channel.CreateBounded<List<Parcel>>(new BoundedChannelOptions(WaitingBatches) { SingleReader = true, SingleWriter = true });
    private readonly Channel<List<Parcel>> _empty = Channel.CreateUnbounded<List<Parcel>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private List<Parcel> _batch = new(BatchParcels);

    /// <param name="stop">Cancelled when a writer fails, so that nobody waits for it.</param>
    public Desk(EventFile[] files, CancellationTokenSource stop)
    {
        (_files, _stop) = (files, stop);
        Ended = Task.Run(WriteAsync, CancellationToken.None);
    }

    public Task Ended { get; }

    public ValueTask AddAsync(in Parcel parcel)
    {
        _batch.Add(parcel);
        return _batch.Count < BatchParcels ? ValueTask.CompletedTask : SendAsync();
    }

    public async Task CompleteAsync()
    {
        await SendAsync().ConfigureAwait(false);
        _full.Writer.Complete();
        await Ended.ConfigureAwait(false);
    }

    private async ValueTask SendAsync()
    {
        await _full.Writer.WriteAsync(_batch, _stop.Token).ConfigureAwait(false);
        _batch = _empty.Reader.TryRead(out var used) ? used : new List<Parcel>(BatchParcels);
    }

    private async Task WriteAsync()
    {
        var fine = false;
        try
        {
            await foreach (var batch in _full.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                foreach (var parcel in batch)
                {
                    var file = _files[parcel.Dataset];
                    file.Write(parcel);
                    if (file.IsFull)
                        await file.FlushAsync(_stop.Token).ConfigureAwait(false);
                }

                batch.Clear();
                _empty.Writer.TryWrite(batch);
            }

            fine = true;
        }
        finally
        {
            if (!fine)
                await _stop.CancelAsync().ConfigureAwait(false);
        }
    }
}
