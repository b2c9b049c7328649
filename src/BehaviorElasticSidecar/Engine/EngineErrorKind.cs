namespace BehaviorElasticSidecar.Engine;

/// <summary>What kind of trouble the engine gave; callers decide by it, people read the message.</summary>
public enum EngineErrorKind
{
    /// <summary>No node answered, or the answer was lost on the way (also 502).</summary>
    Connection,

    /// <summary>No answer within the time, or the engine gave up (<c>timed_out</c>, 408, 504).</summary>
    TimedOut,

    /// <summary>401: who are you.</summary>
    Unauthorized,

    /// <summary>403: known, but may not.</summary>
    Forbidden,

    /// <summary>404, or a search over no shard at all.</summary>
    NotFound,

    /// <summary>409.</summary>
    Conflict,

    /// <summary>429 of a full queue, or 503: busy, later it may do it.</summary>
    Rejected,

    /// <summary>A memory breaker or the limit of buckets: only asking for less helps.</summary>
    Breaker,

    /// <summary>Some shards, or a remote cluster, did not take part.</summary>
    PartialAnswer,

    /// <summary>The engine does not take the request as it is (400 and other 4xx).</summary>
    BadRequest,

    /// <summary>A block: an index or the cluster is read-only, often a full disk.</summary>
    ReadOnly,

    /// <summary>The certificate is not trusted, or TLS did not come about.</summary>
    Tls,

    /// <summary>Whoever answers is neither Elasticsearch nor OpenSearch.</summary>
    WrongStack,

    /// <summary>An answer that is none of the API's: not JSON, a redirect, a field missing.</summary>
    Protocol,

    /// <summary>500: the engine failed on its own side.</summary>
    ServerFault,
}
