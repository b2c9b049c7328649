using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Polly;

namespace BehaviorElasticSidecar.Engine;

/// <summary>Sends one request: chooses a node, bounds time and concurrency, reads the answer as a stream, tries again where that is right.</summary>
internal sealed class EngineTransport : IDisposable
{
    // Errors list failed shards, hundreds of them; what is longer is not from an engine.
    private const int ErrorBytes = 1024 * 1024;

    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly NodePool _nodes;
    private readonly ResiliencePipeline _retries;
    private readonly SemaphoreSlim _slots;
    private readonly HttpClient _http;

    public EngineTransport(EngineOptions options, TimeProvider time, ILogger logger, Func<double> jitter, HttpMessageHandler? handler)
    {
        _options = options;
        _time = time;
        _logger = logger;
        Jitter = jitter;
        Text = new SafeText(Credentials.Secrets(options));
        Faults = new EngineFaults(Text);
        _nodes = new NodePool(options.Nodes, options.DeadNodeTimeout, time);
        _retries = RetryPolicy.Build(options.MaxTries, _nodes, time, jitter, logger);
        _slots = new SemaphoreSlim(options.MaxConcurrency);
        _http = new HttpClient(handler ?? TlsHandler.Build(options), disposeHandler: handler is null) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = Credentials.Header(options);
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(EngineCall.Json));
        _http.DefaultRequestHeaders.Add("X-Opaque-Id", "behavior-sidecar");
        _http.DefaultRequestHeaders.Add("User-Agent", "behavior-sidecar");
    }

    public EngineFaults Faults { get; }

    public SafeText Text { get; }

    public Func<double> Jitter { get; }

    public TimeProvider Time => _time;

    public ILogger Logger => _logger;

    public EngineOptions Options => _options;

    /// <summary>The answer, if its status is 2xx or accepted. The caller disposes it.</summary>
    public async Task<EngineAnswer> SendAsync(EngineCall call, CancellationToken cancellationToken)
    {
        // A first try whose answer was lost may have been carried out, whatever the last one met.
        var maybeApplied = false;
        try
        {
            return await _retries.ExecuteAsync(
                async token =>
                {
                    try
                    {
                        return await TryAsync(call, token).ConfigureAwait(false);
                    }
                    catch (EngineException trouble) when (trouble.MaybeApplied)
                    {
                        maybeApplied = true;
                        throw;
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException trouble)
        {
            trouble.MaybeApplied = maybeApplied;
            throw;
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _slots.Dispose();
    }

    private async Task<EngineAnswer> TryAsync(EngineCall call, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        var node = _nodes.Next();
        using var late = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await ExchangeAsync(call, node, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && late.IsCancellationRequested)
        {
            // A slow search says nothing about the node; anything else should be answered at once.
            if (!call.Search)
                MarkFailed(node);
            throw Faults.Late(call, node, _options.RequestTimeout);
        }
        catch (OperationCanceledException trouble) when (!cancellationToken.IsCancellationRequested)
        {
            // The socket's own time to connect.
            throw Lost(call, node, trouble, cancellationToken);
        }
        catch (HttpRequestException trouble)
        {
            throw Lost(call, node, trouble, cancellationToken);
        }
        catch (IOException trouble)
        {
            throw Lost(call, node, trouble, cancellationToken);
        }
        finally
        {
            _slots.Release();
        }
    }

    private Exception Lost(EngineCall call, Uri node, Exception trouble, CancellationToken cancellationToken)
    {
        // A connection that we closed ourselves is a cancellation.
        if (cancellationToken.IsCancellationRequested)
            return new OperationCanceledException(trouble.Message, trouble, cancellationToken);
        MarkFailed(node);
        return Faults.Lost(call, node, trouble);
    }

    private async Task<EngineAnswer> ExchangeAsync(EngineCall call, Uri node, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(call.Method, new Uri(node.AbsoluteUri.TrimEnd('/') + call.Path));
        if (!call.Body.IsEmpty)
        {
            request.Content = new ReadOnlyMemoryContent(call.Body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(call.MediaType);
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        var status = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
            MarkFailed(node);
        else
            _nodes.Answered(node);
        if (!response.IsSuccessStatusCode && !call.Accepted.Contains(status))
            throw Faults.Answered(call, node, status, await BeginningAsync(response, cancellationToken).ConfigureAwait(false), RetryAfter(response));
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) ?? call.Method == HttpMethod.Head;
        if (!isJson)
        {
            var text = await BeginningAsync(response, cancellationToken).ConfigureAwait(false);
            throw Faults.Unsound(call, node, status, new AnswerFault(EngineErrorKind.Protocol, "not with JSON: " + text));
        }

        return call.Method == HttpMethod.Head ? new EngineAnswer(status, null) : await ReadAsync(call, node, response, cancellationToken).ConfigureAwait(false);
    }

    private async Task<EngineAnswer> ReadAsync(EngineCall call, Uri node, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        JsonDocument body;
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
                body = await JsonDocument.ParseAsync(stream, default, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException trouble)
        {
            throw Faults.Unsound(call, node, status, new AnswerFault(EngineErrorKind.Protocol, "not with sound JSON: " + trouble.Message));
        }

        if (Fault(call, response, body.RootElement) is not { } fault)
            return new EngineAnswer(status, body);
        body.Dispose();
        throw Faults.Unsound(call, node, status, fault);
    }

    /// <summary>A 404 of something between us and the engine must not read as "this document does not exist".</summary>
    private static AnswerFault? Fault(EngineCall call, HttpResponseMessage response, JsonElement root)
    {
        if (response.IsSuccessStatusCode)
            return call.Verify?.Invoke(root);
        return root.Has("error") || root.Has("found") ? null : new AnswerFault(EngineErrorKind.Protocol, "in words that are no engine's: " + root.GetRawText());
    }

    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var text = new MemoryStream();
            var buffer = new byte[8192];
            int read;
            while (text.Length < ErrorBytes && (read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
                text.Write(buffer, 0, read);
            return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter;
        var wait = asked?.Delta ?? asked?.Date - _time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }

    private void MarkFailed(Uri node)
    {
        _nodes.Failed(node);
        if (_options.Nodes.Count > 1)
            _logger.NodeFailed(node.Authority, _options.DeadNodeTimeout);
    }
}
