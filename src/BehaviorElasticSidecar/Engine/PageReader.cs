using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

/// <summary>One page of a search that may be asked for in smaller pages.</summary>
/// <remarks>A page that was too much is asked for again from the same place at half the size; waiting never helps there, as the breaker counts what the page itself needs.</remarks>
internal static class PageReader
{
    /// <summary>Below this the page is not what is too much.</summary>
    public const int SmallestPage = 50;

    /// <summary>Sends the page, halving <see cref="PageProgress.PageSize"/> until it comes through.</summary>
    public static async Task<JsonDocument> ReadAsync(
        EngineTransport transport, EngineCall call, Func<int, ReadOnlyMemory<byte>> body, PageProgress progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var answer = await transport.SendAsync(call with { Body = body(progress.PageSize) }, cancellationToken).ConfigureAwait(false);
                progress.Pages++;
                progress.LastTook = TimeSpan.FromMilliseconds(answer.Root.Long("took") ?? 0);
                progress.Took += progress.LastTook;
                return answer.Body!;
            }
            catch (EngineException trouble) when (progress.PageSize > SmallestPage && IsTooMuch(trouble))
            {
                progress.PageSize = Math.Max(SmallestPage, progress.PageSize / 2);
                transport.Logger.PageHalved(trouble.Path, progress.PageSize, trouble.Message);
            }
        }
    }

    private static bool IsTooMuch(EngineException trouble) => trouble.Kind is EngineErrorKind.Breaker or EngineErrorKind.TimedOut;
}
