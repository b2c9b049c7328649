using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace BehaviorElasticSidecar.Engine;

/// <summary>How often and how soon a request that may be sent again is sent again.</summary>
/// <remarks>Waits double from half a second up to 30 s and are cut by up to a half at random, so that workers refused together do not come back together.</remarks>
internal static class RetryPolicy
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>A longer <c>Retry-After</c> is not waited for: the caller hears of it, and of how long.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(2);

    public static ResiliencePipeline Build(int maxTries, NodePool nodes, TimeProvider time, Func<double> jitter, ILogger logger)
    {
        if (maxTries <= 1)
            return ResiliencePipeline.Empty;
        var retry = new RetryStrategyOptions
        {
            MaxRetryAttempts = maxTries - 1,
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is EngineException { Repeat: true }),
            DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(Delay(args, nodes, jitter)),
            OnRetry = args =>
            {
                logger.Retrying(args.AttemptNumber + 2, args.RetryDelay, args.Outcome.Exception!.Message);
                return ValueTask.CompletedTask;
            },
        };
        return new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(retry).Build();
    }

    /// <summary>The wait before try <paramref name="attempt"/> + 2, at a random number of 0..1.</summary>
    public static TimeSpan Backoff(int attempt, double random)
    {
        var whole = Math.Min(First.TotalSeconds * Math.Pow(2, attempt), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(whole * (1 - 0.5 * random));
    }

    private static TimeSpan Delay(RetryDelayGeneratorArguments<object> args, NodePool nodes, Func<double> jitter)
    {
        var trouble = (EngineException)args.Outcome.Exception!;
        if (trouble.RetryAfter is { } asked)
            return asked;
        return trouble.Kind is EngineErrorKind.Connection && nodes.HasLiveNode() ? TimeSpan.Zero : Backoff(args.AttemptNumber, jitter());
    }
}
