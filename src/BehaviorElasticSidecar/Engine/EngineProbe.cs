using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

/// <summary>Finds out who answers, by what <c>GET /</c> says.</summary>
/// <remarks>
/// OpenSearch names itself in <c>version.distribution</c> and the tagline. In its compatibility mode (2.x) the number reads 7.10.2; an Elasticsearch that
/// says 7.10.2 and one whose distribution a proxy hides look alike, but Elasticsearch 7 is not served here, so 7.10.2 is taken for OpenSearch.
/// </remarks>
internal static class EngineProbe
{
    private const string CompatibilityVersion = "7.10.2";

    public static async Task<EngineIdentity> AskAsync(EngineTransport transport, CancellationToken cancellationToken)
    {
        var wanted = transport.Options.Stack;
        var call = new EngineCall(HttpMethod.Get, "/")
        {
            Repeatable = true,
            // Managed services may hide it, or a narrow role forbid it; a named stack works without.
            Accepted = wanted is EngineStack.Auto ? [] : [403, 404],
            Verify = answer => wanted is EngineStack.Auto && Recognise(answer) is null
                ? new AnswerFault(EngineErrorKind.WrongStack, "it says neither that it is Elasticsearch nor OpenSearch") : null,
        };
        using var answer = await transport.SendAsync(call, cancellationToken).ConfigureAwait(false);
        var root = answer.Root;
        var stack = wanted is EngineStack.Auto ? Recognise(root)!.Value : wanted;
        return new EngineIdentity(stack, root.Part("version").Text("number"), root.Text("cluster_name"), root.Text("cluster_uuid"));
    }

    private static EngineStack? Recognise(JsonElement answer)
    {
        if (answer.Part("version").Text("distribution") == "opensearch" || answer.Text("tagline").Contains("OpenSearch", StringComparison.Ordinal))
            return EngineStack.OpenSearch;
        if (answer.Part("version").Text("number") is not { Length: > 0 } number)
            return null;
        return number == CompatibilityVersion ? EngineStack.OpenSearch : EngineStack.Elasticsearch;
    }
}
