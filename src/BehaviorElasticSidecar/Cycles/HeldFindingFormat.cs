using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Features.Files;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>How a held finding lies in a temporary file: what is read is what was written, to the last bit.</summary>
internal static class HeldFindingFormat
{
    public static void Write(HeldFinding finding, SpillWriter to)
    {
        to.Write(finding.Entity);
        to.Write(finding.LocalDay);
        to.Write(finding.Detector);
        to.Write(finding.Group);
        to.Write(finding.Surprise);
        to.Write(finding.IfShared);
        to.Write(finding.Explanation is null ? 0 : 1);
        if (finding.Explanation is { } explanation)
            Write(explanation, to);
    }

    public static HeldFinding Read(SpillReader from) => new(
        from.ReadText()!, from.ReadInt32(), from.ReadInt32(), from.ReadText(), from.ReadDouble(), from.ReadDouble(),
        from.ReadInt32() == 0 ? null : ReadExplanation(from));

    private static void Write(Explanation explanation, SpillWriter to)
    {
        to.Write(explanation.Value);
        to.Write(explanation.Partner);
        Write(explanation.Actual, to);
        Write(explanation.TypicalMedian, to);
        Write(explanation.TypicalP95, to);
        to.Write(explanation.TypicalValues.Count);
        foreach (var value in explanation.TypicalValues)
            to.Write(value);
        to.Write(explanation.TypicalHours);
        Write(explanation.Times, to);
        to.Write(explanation.Since is null ? 0 : 1);
        to.Write(explanation.Since?.Ticks ?? 0);
        to.Write(explanation.Since?.Offset.Ticks ?? 0);
        to.Write(explanation.PeersName);
        Write(explanation.PeersShare, to);
        Write(explanation.PeersSize, to);
        Write(explanation.EverybodyShare, to);
        Write(explanation.EverybodySize, to);
        to.Write(explanation.Normal);
        to.Write(explanation.Details.Count);
        foreach (var (name, text) in explanation.Details)
        {
            to.Write(name);
            to.Write(text);
        }
    }

    private static Explanation ReadExplanation(SpillReader from) => new()
    {
        Value = from.ReadText(),
        Partner = from.ReadText(),
        Actual = ReadNumber(from),
        TypicalMedian = ReadNumber(from),
        TypicalP95 = ReadNumber(from),
        TypicalValues = ReadTexts(from),
        TypicalHours = from.ReadText(),
        Times = ReadNumber(from),
        Since = ReadTime(from),
        PeersName = from.ReadText(),
        PeersShare = ReadNumber(from),
        PeersSize = ReadSize(from),
        EverybodyShare = ReadNumber(from),
        EverybodySize = ReadSize(from),
        Normal = from.ReadText(),
        Details = ReadDetails(from),
    };

    private static void Write(long? size, SpillWriter to)
    {
        to.Write(size is null ? 0 : 1);
        to.Write(size ?? 0);
    }

    private static void Write(double? number, SpillWriter to)
    {
        to.Write(number is null ? 0 : 1);
        to.Write(number ?? 0);
    }

    private static double? ReadNumber(SpillReader from)
    {
        var (isThere, number) = (from.ReadInt32() != 0, from.ReadDouble());
        return isThere ? number : null;
    }

    private static long? ReadSize(SpillReader from)
    {
        var (isThere, number) = (from.ReadInt32() != 0, from.ReadInt64());
        return isThere ? number : null;
    }

    private static DateTimeOffset? ReadTime(SpillReader from)
    {
        var (isThere, ticks, offset) = (from.ReadInt32() != 0, from.ReadInt64(), from.ReadInt64());
        return isThere ? new DateTimeOffset(ticks, new TimeSpan(offset)) : null;
    }

    private static string[] ReadTexts(SpillReader from)
    {
        var texts = new string[from.ReadInt32()];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = from.ReadText()!;
        return texts;
    }

    private static Dictionary<string, string> ReadDetails(SpillReader from)
    {
        var details = new Dictionary<string, string>();
        for (var left = from.ReadInt32(); left > 0; left--)
            details.Add(from.ReadText()!, from.ReadText()!);
        return details;
    }
}
