using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

/// <summary>Turns what went wrong into an <see cref="EngineException"/> that says what to do next.</summary>
internal sealed class EngineFaults(SafeText safe)
{
    /// <summary>An answer with a status that is no result. <paramref name="text"/> is the beginning of its body.</summary>
    public EngineException Answered(EngineCall call, Uri node, int status, string text, TimeSpan? retryAfter)
    {
        var error = ReadError(text);
        var kind = error.Kind(status);
        var excerpt = safe.Clean(error.Reason.Length > 0 ? error.Reason : text);
        var later = kind is EngineErrorKind.Rejected or EngineErrorKind.Connection or EngineErrorKind.TimedOut
            || (kind is EngineErrorKind.Breaker && !call.Search);
        return new EngineException(Say(call, node, $"answered {Number(status)}: {excerpt}", Advice(kind, node, excerpt)))
        {
            Kind = kind,
            Status = status,
            Method = call.Method.Method,
            Path = PathOf(call),
            Node = NodeOf(node),
            Excerpt = excerpt,
            RetryHelps = later,
            MaybeApplied = status is 502 or 504 && Changes(call),
            RetryAfter = retryAfter,
            Repeat = later && !(retryAfter > RetryPolicy.LongestRetryAfter) && MayRepeat(call, kind, status),
        };
    }

    /// <summary>An answer of status 2xx that is no success.</summary>
    public EngineException Unsound(EngineCall call, Uri node, int status, AnswerFault fault)
    {
        var excerpt = safe.Clean(fault.What);
        return new EngineException(Say(call, node, $"answered {Number(status)}, but {excerpt}", Advice(fault.Kind, node, excerpt)))
        {
            Kind = fault.Kind,
            Status = status,
            Method = call.Method.Method,
            Path = PathOf(call),
            Node = NodeOf(node),
            Excerpt = excerpt,
            RetryHelps = fault.Kind is EngineErrorKind.PartialAnswer or EngineErrorKind.TimedOut,
            MaybeApplied = fault.Kind is EngineErrorKind.Protocol && Changes(call),
            Repeat = fault.Kind is EngineErrorKind.PartialAnswer && call.Repeatable,
        };
    }

    /// <summary>No answer, or half of one.</summary>
    public EngineException Lost(EngineCall call, Uri node, Exception trouble)
    {
        var tls = trouble is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } || Find<AuthenticationException>(trouble) is not null;
        var kind = tls ? EngineErrorKind.Tls : EngineErrorKind.Connection;
        var excerpt = safe.Clean((Find<AuthenticationException>(trouble) ?? (Exception?)Find<SocketException>(trouble) ?? trouble).Message);
        var sent = !tls && !NeverSent(trouble);
        return new EngineException(Say(call, node, $"got no answer: {excerpt}", Advice(kind, node, excerpt)), trouble)
        {
            Kind = kind,
            Method = call.Method.Method,
            Path = PathOf(call),
            Node = NodeOf(node),
            Excerpt = excerpt,
            RetryHelps = !tls,
            MaybeApplied = sent && Changes(call),
            Repeat = !tls && (!sent || call.Repeatable),
        };
    }

    /// <summary>Our own time-out of one request.</summary>
    public EngineException Late(EngineCall call, Uri node, TimeSpan after) =>
        new(Say(call, node, $"got no answer within {after.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s", Advice(EngineErrorKind.TimedOut, node, "")))
        {
            Kind = EngineErrorKind.TimedOut,
            Method = call.Method.Method,
            Path = PathOf(call),
            Node = NodeOf(node),
            RetryHelps = true,
            MaybeApplied = Changes(call),
            Repeat = call.Repeatable && !call.Search,
        };

    private static bool Changes(EngineCall call) => !call.Search && call.Method != HttpMethod.Get && call.Method != HttpMethod.Head;

    private static bool MayRepeat(EngineCall call, EngineErrorKind kind, int status) => kind switch
    {
        EngineErrorKind.Breaker => !call.Shrinkable,
        EngineErrorKind.TimedOut => call.Repeatable && !call.Shrinkable,
        _ => status is not 502 || call.Repeatable,
    };

    private static EngineError ReadError(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return EngineError.Read(document.RootElement.Part("error"));
        }
        catch (JsonException)
        {
            return new EngineError([], "");
        }
    }

    /// <summary>The connection did not come about, so nothing was carried out.</summary>
    private static bool NeverSent(Exception trouble) =>
        trouble is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError,
        }
        or OperationCanceledException
        || Find<SocketException>(trouble) is { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.HostUnreachable };

    private static T? Find<T>(Exception? trouble)
        where T : Exception
    {
        while (trouble is not null and not T)
            trouble = trouble.InnerException;
        return (T?)trouble;
    }

    private string Say(EngineCall call, Uri node, string what, string advice) =>
        $"{call.Method.Method} {PathOf(call)} on {NodeOf(node)} {what}. {advice}";

    private string PathOf(EngineCall call) => safe.Clean(call.Path);

    private static string NodeOf(Uri node) => node.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    private static string Number(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static string Advice(EngineErrorKind kind, Uri node, string excerpt) => kind switch
    {
        EngineErrorKind.Connection when node.Scheme == "http" =>
            "Next: see that the node runs and listens there (engine.nodes); if it speaks TLS, write https://.",
        EngineErrorKind.Connection => "Next: see that the node runs and listens there (engine.nodes).",
        EngineErrorKind.TimedOut => "Next: see what the cluster is busy with, or raise engine.request_timeout.",
        EngineErrorKind.Unauthorized => "Next: check engine.username and engine.password, or engine.api_key.",
        EngineErrorKind.Forbidden => "Next: grant the user the privilege that is named here.",
        EngineErrorKind.NotFound => "Next: check the name of the index or pattern, and that it has not been deleted.",
        EngineErrorKind.Conflict => "Next: read it again; another writer was first.",
        EngineErrorKind.Rejected => "The cluster is busy; the same request may succeed later.",
        EngineErrorKind.Breaker => "Next: ask for less at once (smaller pages), or give the nodes more memory; waiting does not help.",
        EngineErrorKind.PartialAnswer => "Nothing was taken from it. Next: see GET _cluster/health and the remote clusters.",
        EngineErrorKind.ReadOnly => "Next: free disk space, then clear index.blocks.read_only_allow_delete, or lift the block that is named here.",
        EngineErrorKind.Tls =>
            "Next: if the certificate is self-signed or from an own authority, name its PEM file in engine.certificate_authority; "
            + "if the node asks for a client certificate, engine.client_certificate and engine.client_key; if it does not speak TLS, write http://.",
        EngineErrorKind.WrongStack => "Next: check engine.nodes, or name the stack in engine.stack.",
        EngineErrorKind.BadRequest when excerpt.Contains("Text fields are not optimised", StringComparison.Ordinal) =>
            "Next: map this field to its keyword sub-field (name.keyword) in the source.",
        EngineErrorKind.BadRequest => "The engine will not take this request, however often it is sent.",
        EngineErrorKind.ServerFault => "Next: see the node's log.",
        _ => "Next: check that engine.nodes points to the engine itself and not to a page or a dashboard.",
    };
}
