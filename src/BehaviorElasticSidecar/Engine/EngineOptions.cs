using System.ComponentModel.DataAnnotations;

namespace BehaviorElasticSidecar.Engine;

public enum EngineStack
{
    /// <summary>Ask <c>GET /</c>.</summary>
    Auto,
    Elasticsearch,
    OpenSearch,
}

/// <summary>How to reach the cluster. Secrets come from environment or file and are never logged.</summary>
public sealed class EngineOptions
{
    /// <summary>Node URLs, tried in turn. No user or password in them.</summary>
    [MinLength(1)]
    public IReadOnlyList<Uri> Nodes { get; init; } = [new("http://localhost:9200")];

    /// <summary>Default <see cref="EngineStack.Auto"/>; set it where a proxy or compatibility mode hides the distribution.</summary>
    public EngineStack Stack { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>The <c>encoded</c> form: base64 of id:key.</summary>
    public string? ApiKey { get; init; }

    public string? BearerToken { get; init; }

    /// <summary>PEM file with the certificate authorities to trust instead of the system's.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>PEM file of the client certificate, for mutual TLS.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>PEM file of its private key.</summary>
    public string? ClientKey { get; init; }

    /// <summary>Time for one request. Default 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A node that failed to answer is left out for this long. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DeadNodeTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Tries of one request in all. Default 5.</summary>
    [Range(1, 20)]
    public int MaxTries { get; init; } = 5;

    /// <summary>Requests under way at once. Default 2.</summary>
    [Range(1, 64)]
    public int MaxConcurrency { get; init; } = 2;

    /// <summary>Bytes of one <c>_bulk</c> request. Default 8 MB: Elastic advises 5 to 15, and nodes refuse 100.</summary>
    [Range(1_000, 90_000_000)]
    public int BulkBytes { get; init; } = 8_000_000;

    /// <summary>Ask for gzip answers. Default off: on a local network it costs more processor time than it saves in transfer.</summary>
    public bool Compression { get; init; }

    /// <summary>Options for one node whose user and password stand in the URL, as <c>http://user:password@host:9200/prefix</c>.</summary>
    /// <exception cref="FormatException">Not an absolute http or https URL; the message does not repeat it, as it may hold a password.</exception>
    public static EngineOptions FromUrl(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new FormatException("The engine's URL must be absolute and begin with http:// or https://");
        var user = uri.UserInfo.Split(':', 2);
        return new EngineOptions
        {
            Nodes = [new UriBuilder(uri) { UserName = "", Password = "" }.Uri],
            Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
    }
}
