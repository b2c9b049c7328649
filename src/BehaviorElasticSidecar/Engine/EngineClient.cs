using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Engine;

/// <summary>The one HTTP client for Elasticsearch (8.19, 9.x) and OpenSearch (2.x, 3.x).</summary>
/// <remarks>
/// Thread-safe; one for the whole process. Every call has a time-out, retries what may be repeated (429, 502, 503, 504, lost connections), and throws
/// <see cref="EngineException"/> for the rest; a cancellation passes untouched. No answer that covers less than was asked for is given as a success.
/// </remarks>
public sealed partial class EngineClient : IDisposable
{
    /// <summary>With a point in time the indices stand in its id.</summary>
    internal const string SearchAllPath = "/_search?allow_partial_search_results=false";

    private readonly EngineTransport _transport;
    private readonly SearchPace _pace;
    private readonly SemaphoreSlim _identifying = new(1);
    private volatile EngineIdentity? _identity;

    /// <param name="handler">Instead of sockets, for tests; TLS settings are then its own. Not disposed here.</param>
    /// <param name="jitter">Random numbers of 0..1 for the waits between tries; by default seeded by process and time, so that workers do not march in step.</param>
    /// <exception cref="EngineException">A certificate file cannot be read (kind Tls).</exception>
    public EngineClient(
        EngineOptions options, TimeProvider time, ILogger<EngineClient> logger, HttpMessageHandler? handler = null, Func<double>? jitter = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfZero(options.Nodes.Count, nameof(options));
        jitter ??= new Jitter((ulong)time.GetTimestamp() ^ ((ulong)Environment.ProcessId << 32)).Next;
        _transport = new EngineTransport(options, time, logger, jitter, handler);
        _pace = new SearchPace(time, logger);
    }

    /// <summary>Which engine answers; asked once and kept. <see cref="EngineOptions.Stack"/> overrules what it says of itself.</summary>
    public async Task<EngineIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        if (_identity is { } known)
            return known;
        await _identifying.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_identity is null)
            {
                var found = await EngineProbe.AskAsync(_transport, cancellationToken).ConfigureAwait(false);
                _transport.Logger.Identified(found.Stack, found.Version, found.ClusterName);
                _identity = found;
            }

            return _identity;
        }
        finally
        {
            _identifying.Release();
        }
    }

    /// <summary>Any JSON call. <paramref name="path"/> begins with a slash and is sent as it is; dispose what comes back.</summary>
    /// <remarks>Sent again after a lost answer only where twice is as good as once: not a POST, except those that only read.</remarks>
    public async Task<JsonDocument> SendAsync(HttpMethod method, string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var search = IsRead(path);
        var call = new EngineCall(method, path) { Body = body, Repeatable = method != HttpMethod.Post || search, Search = search };
        var answer = await _transport.SendAsync(call, cancellationToken).ConfigureAwait(false);
        return answer.Body ?? throw new ArgumentException("a HEAD request has no body to give", nameof(method));
    }

    /// <summary>One search. A shard or remote cluster that did not take part, a time-out, or no index at all is an exception, never a smaller answer.</summary>
    /// <remarks>A name without wildcard must exist; of several patterns some may match nothing, but not all.</remarks>
    public async Task<JsonDocument> SearchAsync(IReadOnlyList<string> indices, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var call = new EngineCall(HttpMethod.Post, SearchPath(indices)) { Body = body, Repeatable = true, Search = true, Verify = SearchVerdict.Of };
        return (await _transport.SendAsync(call, cancellationToken).ConfigureAwait(false)).Body!;
    }

    /// <summary>All rows of a composite aggregation, in its order. A row is valid until the next is asked for; clone what is kept.</summary>
    /// <remarks>One page ahead: two pages are in memory. A page that trips a breaker, the bucket limit or a time-out is asked for again at half the size.</remarks>
    public IAsyncEnumerable<JsonElement> CompositeAsync(CompositeSearch search, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(search.PageSize, nameof(search));
        return new CompositePager(_transport, search, _pace).ReadAsync(cancellationToken);
    }

    /// <summary>All hits in order, each once. A hit is valid until the next is asked for; clone what is kept.</summary>
    public async IAsyncEnumerable<JsonElement> HitsAsync(
        HitSearch search, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(search.PageSize, nameof(search));
        var identity = await IdentifyAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var hit in new HitReader(_transport, search, identity.Stack, _pace).ReadAsync(cancellationToken).ConfigureAwait(false))
            yield return hit;
    }

    /// <summary>How long searches have waited in all, as the cluster was slower than usual.</summary>
    public TimeSpan Waited => _pace.Waited;

    public void Dispose()
    {
        _transport.Dispose();
        _identifying.Dispose();
    }

    internal static string SearchPath(IReadOnlyList<string> indices) =>
        $"/{EnginePath.Names(indices)}/_search?allow_partial_search_results=false&ignore_unavailable=false&allow_no_indices=true";

    private static bool IsRead(string path) =>
        path.Split('?')[0].Split('/')[^1] is "_search" or "_msearch" or "_count" or "_mget" or "_field_caps" or "_has_privileges" or "_refresh";
}
