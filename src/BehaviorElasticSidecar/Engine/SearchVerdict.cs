using System.Globalization;
using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

/// <summary>Whether an answer of <c>_search</c> covers all that was asked for. Engines answer 200 in each of these cases; nothing may be learnt from them.</summary>
internal static class SearchVerdict
{
    public static AnswerFault? Of(JsonElement answer)
    {
        if (answer.Part("_shards") is not { ValueKind: JsonValueKind.Object } shards)
            return new AnswerFault(EngineErrorKind.Protocol, "without _shards: this is no answer to a search");
        if (answer.IsTrue("timed_out"))
            return new AnswerFault(EngineErrorKind.TimedOut, "the search ran out of time (timed_out)");
        if (answer.IsTrue("is_partial"))
            return new AnswerFault(EngineErrorKind.PartialAnswer, "the result is partial (is_partial)");
        return OfClusters(answer) ?? OfShards(shards, mayBeNone: false);
    }

    /// <summary>The <c>_shards</c> of any answer that has it.</summary>
    public static AnswerFault? OfShards(JsonElement shards, bool mayBeNone)
    {
        var (failed, total) = (Count(shards, "failed"), Count(shards, "total"));
        if (failed > 0)
            return new AnswerFault(EngineErrorKind.PartialAnswer, $"{Number(failed)} of {Number(total)} shards failed: {FirstFailure(shards)}");
        return total == 0 && !mayBeNone
            ? new AnswerFault(EngineErrorKind.NotFound, "no index matches (_shards.total is 0)") : null;
    }

    private static AnswerFault? OfClusters(JsonElement answer)
    {
        var clusters = answer.Part("_clusters");
        foreach (var state in (ReadOnlySpan<string>)["skipped", "partial", "failed", "running"])
        {
            if (Count(clusters, state) is > 0 and var count)
                return new AnswerFault(EngineErrorKind.PartialAnswer, $"{Number(count)} of {Number(Count(clusters, "total"))} clusters are {state}");
        }

        return null;
    }

    private static string FirstFailure(JsonElement shards) =>
        shards.Part("failures").Items().Select(f => EngineError.Read(f.Part("reason")).Reason).FirstOrDefault(r => r.Length > 0) ?? "no reason given";

    private static long Count(JsonElement counts, string name) => counts.Long(name) ?? 0;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
