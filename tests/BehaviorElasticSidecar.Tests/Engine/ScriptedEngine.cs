using System.Net;
using System.Net.Sockets;
using System.Text;
using BehaviorElasticSidecar.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace BehaviorElasticSidecar.Tests.Engine;

/// <summary>An engine that answers by script, one step a request, and remembers what it was asked.</summary>
internal sealed class ScriptedEngine : HttpMessageHandler
{
    public const string OpenSearch =
        """{"name":"n","cluster_name":"c","cluster_uuid":"u","version":{"distribution":"opensearch","number":"2.19.5"},"tagline":"The OpenSearch Project"}""";

    public const string Elasticsearch =
        """{"name":"n","cluster_name":"c","cluster_uuid":"u","version":{"number":"9.2.0","build_flavor":"default"},"tagline":"You Know, for Search"}""";

    private readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _script = new();

    public FastTime Time { get; } = new();

    public List<Asked> Requests { get; } = [];

    public int Left => _script.Count;

    public ScriptedEngine Answer(string body, int status = 200, string mediaType = "application/json", string? retryAfter = null)
    {
        _script.Enqueue((_, _) =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
            if (retryAfter is not null)
                response.Headers.Add("Retry-After", retryAfter);
            return Task.FromResult(response);
        });
        return this;
    }

    /// <summary>An error in the engines' shape.</summary>
    public ScriptedEngine Error(int status, string type, string reason = "because", string? retryAfter = null) =>
        Answer($$"""{"error":{"root_cause":[{"type":"{{type}}","reason":"{{reason}}"}],"type":"{{type}}","reason":"{{reason}}"},"status":{{status}}}""",
            status, retryAfter: retryAfter);

    public ScriptedEngine Fail(Exception trouble)
    {
        _script.Enqueue((_, _) => Task.FromException<HttpResponseMessage>(trouble));
        return this;
    }

    /// <summary>The connection breaks after the request was sent.</summary>
    public ScriptedEngine Lose() => Fail(new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely."));

    public ScriptedEngine Refuse() =>
        Fail(new HttpRequestException(HttpRequestError.ConnectionError, "no", new SocketException((int)SocketError.ConnectionRefused)));

    /// <summary>Says nothing until the request times out.</summary>
    public ScriptedEngine Hang() => Do(Time.ExpireRequests);

    /// <summary>Does something, then says nothing until the request is given up.</summary>
    public ScriptedEngine Do(Action meanwhile)
    {
        _script.Enqueue(async (_, token) =>
        {
            meanwhile();
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException("nobody waits for ever");
        });
        return this;
    }

    public EngineClient Client(EngineOptions? options = null, Func<double>? jitter = null) =>
        new(options ?? Options(), Time, NullLogger<EngineClient>.Instance, this, jitter ?? (() => 0));

    public static EngineOptions Options(int maxTries = 5, EngineStack stack = EngineStack.Auto, int bulkBytes = 8_000_000, params string[] nodes) => new()
    {
        Nodes = nodes.Length > 0 ? [.. nodes.Select(n => new Uri(n))] : [new Uri("http://one:9200")],
        MaxTries = maxTries,
        Stack = stack,
        BulkBytes = bulkBytes,
        RequestTimeout = FastTime.RequestTimeout,
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add(new Asked(request.Method.Method, request.RequestUri!, body, request));
        if (!_script.TryDequeue(out var step))
            throw new InvalidOperationException($"nothing is scripted for {request.Method} {request.RequestUri}");
        return await step(request, cancellationToken);
    }
}

internal sealed record Asked(string Method, Uri Uri, string Body, HttpRequestMessage Message)
{
    public string Path => Uri.AbsolutePath;

    public string Header(string name) => string.Join(",", Message.Headers.GetValues(name));

    public string? MediaType => Message.Content?.Headers.ContentType?.ToString();
}
