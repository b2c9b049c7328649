using System.Net.Http.Headers;
using System.Text;

namespace BehaviorElasticSidecar.Engine;

/// <summary>Who we are to the engine: API key, else bearer token, else user and password, else nobody.</summary>
internal static class Credentials
{
    public static AuthenticationHeaderValue? Header(EngineOptions options)
    {
        // Keys and tokens come from files, which end with a line break.
        if (options.ApiKey?.Trim() is { Length: > 0 } key)
            return new AuthenticationHeaderValue("ApiKey", key.Contains(':', StringComparison.Ordinal) ? Encode(key) : key);
        if (options.BearerToken?.Trim() is { Length: > 0 } token)
            return new AuthenticationHeaderValue("Bearer", token);
        return options.Username is { Length: > 0 } user
            ? new AuthenticationHeaderValue("Basic", Encode($"{user}:{options.Password}")) : null;
    }

    /// <summary>What must never be shown, in each form in which an answer could echo it.</summary>
    public static IEnumerable<string?> Secrets(EngineOptions options) =>
        [options.ApiKey?.Trim(), options.BearerToken?.Trim(), options.Password, Header(options)?.Parameter];

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
