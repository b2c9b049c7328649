namespace BehaviorElasticSidecar.Range.Delivery;

/// <summary>One file per dataset. Acts come in order of time; writers on other threads put them into words, each with datasets of its own, so each file keeps that order.</summary>
internal sealed class EventFolder : IAsyncDisposable
{
    /// <summary>Datasets that bring most events, dealt out so that two writers have about the same to do.</summary>
    private static readonly string[] HeavyFirst = ["fortinet_fortigate.log", "system.security", "endpoint.events.process", "zscaler_zia.web", "zeek.dns", "endpoint.events.network"];

    private readonly EventFile[] _files;
    private readonly Desk[] _desks, _deskOf;
    private readonly CancellationTokenSource _stop;

    public EventFolder(string folder, int minimumBytes, int writers, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        _files = [.. Datasets.All.Select(d => new EventFile(PathOf(folder, d), minimumBytes))];
        foreach (var dataset in Datasets.All)
            File.Delete(PathOf(folder, dataset));
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _desks = [.. Enumerable.Range(0, writers).Select(_ => new Desk(_files, _stop))];
        _deskOf = [.. Datasets.All.Select((d, i) => _desks[(Array.IndexOf(HeavyFirst, d) is >= 0 and var heavy ? heavy : i) % writers])];
    }

    public IReadOnlyList<EventFile> Files => _files;

    public static string PathOf(string folder, string dataset) => Path.Combine(folder, dataset + ".ndjson");

    public ValueTask AddAsync(in Parcel parcel) => _deskOf[parcel.Dataset].AddAsync(parcel);

    /// <summary>Waits until everything is written; throws what a writer met.</summary>
    public async Task CompleteAsync()
    {
        foreach (var desk in _desks)
            await desk.CompleteAsync().ConfigureAwait(false);
        foreach (var file in _files.Where(f => f.Lines > 0))
            await file.FlushAsync(_stop.Token).ConfigureAwait(false);
    }

    /// <summary>Throws what a writer met, if one did: the others, and whoever gives parcels, only see that everything stops.</summary>
    public async Task ThrowFailureAsync()
    {
        foreach (var desk in _desks)
        {
            await desk.Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (desk.Ended.IsFaulted)
                await desk.Ended.ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (var desk in _desks)
            await desk.Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var file in _files)
            await file.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }
}
