namespace BehaviorElasticSidecar.Engine;

/// <summary>Trouble with the engine: what was asked, where, what came back, and what to do next.</summary>
public sealed class EngineException(string message, Exception? inner = null) : Exception(message, inner)
{
    public required EngineErrorKind Kind { get; init; }

    /// <summary>HTTP status; null where no answer came.</summary>
    public int? Status { get; init; }

    public required string Method { get; init; }

    /// <summary>Path and query as sent, bounded.</summary>
    public required string Path { get; init; }

    /// <summary>Scheme, host and port; never a user or password.</summary>
    public required string Node { get; init; }

    /// <summary>The engine's own words: at most 300 characters, no control characters, no secret.</summary>
    public string Excerpt { get; init; } = "";

    /// <summary>The same request may succeed later without anybody changing anything.</summary>
    public bool RetryHelps { get; init; }

    /// <summary>The request may have been carried out although its answer was lost: read again before deciding.</summary>
    public bool MaybeApplied { get; internal set; }

    /// <summary>How long the engine asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The transport may send it again by itself.</summary>
    internal bool Repeat { get; init; }
}
