using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Reports;

/// <summary>Risk over time in front of the bands of the levels, with a mark for each anomaly shown.</summary>
internal static class RiskChart
{
    private const int Width = 560, Height = 110, Labels = 62, Axis = 16, MaxPoints = 400, MaxSmallPoints = 80;

    private static readonly (int From, int To, string Level)[] Bands =
        [(20, 40, "Low"), (40, 70, "Moderate"), (70, 90, "High"), (90, 100, "Critical")];

    public static void Add(Html html, EntityOutline entity, DateTimeOffset from, DateTimeOffset to, LocalTimes times)
    {
        var frame = new ChartFrame(from, to, 100, Width, Height);
        var peak = entity.Risk.MaxBy(r => r.Behavior.Risk.Score);
        html.Add($"<svg class=\"risk-chart\" viewBox=\"0 0 {Width + Labels} {Height + Axis}\" role=\"img\" aria-label=\"Risk of {entity.Entity.Id} over time, ");
        html.Add($"peak {(long)Math.Round(entity.Peak)} on {(peak is null ? "no day" : times.Long(peak.Timestamp))}, {(long)Math.Round(entity.Last)} at the end\">");
        foreach (var (low, high, level) in Bands)
        {
            html.Add($"<rect class=\"band {level}\" x=\"0\" y=\"{frame.Y(high)}\" width=\"{Width}\" height=\"{frame.Y(low) - frame.Y(high)}\"/>");
            html.Add($"<text class=\"band-name\" x=\"{Width + 6}\" y=\"{(frame.Y(high) + frame.Y(low)) / 2 + 3.5}\">{level}</text>");
        }

        AddDays(html, frame, times);
        AddLine(html, frame, entity.Risk, MaxPoints);
        foreach (var anomaly in entity.Anomalies.OrderBy(a => a.Timestamp))
        {
            var at = anomaly.Event.End ?? anomaly.Timestamp;
            html.Add($"<circle class=\"mark {ScoreBand.Of(anomaly.Behavior.Score).Class}\" cx=\"{frame.X(at)}\" cy=\"{Height - 4}\" r=\"3.2\"><title>");
            html.Add($"{times.Long(anomaly.Timestamp)}: score {(long)Math.Round(anomaly.Behavior.Score)}, {anomaly.Rule.Name}</title></circle>");
        }

        html.Add($"</svg>");
    }

    /// <summary>The line alone, for a table row.</summary>
    public static void AddSmall(Html html, EntityOutline entity, DateTimeOffset from, DateTimeOffset to)
    {
        var frame = new ChartFrame(from, to, 100, 116, 26, Left: 2);
        html.Add($"<svg class=\"spark {entity.PeakLevel}\" viewBox=\"0 0 120 28\" aria-hidden=\"true\"><line class=\"base\" x1=\"2\" y1=\"26\" x2=\"118\" y2=\"26\"/>");
        AddLine(html, frame, entity.Risk, MaxSmallPoints);
        html.Add($"</svg>");
    }

    /// <summary>Of neighbours that would fall on one pixel the highest is drawn, so that no peak is lost.</summary>
    private static void AddLine(Html html, ChartFrame frame, IReadOnlyList<RiskDocument> risk, int maxPoints)
    {
        if (risk.Count == 0)
            return;
        // Before its first document an entity has no risk.
        html.Add($"<path class=\"risk-line\" d=\"M{frame.X(risk[0].Timestamp)} {frame.Y(0)}");
        foreach (var neighbours in risk.Chunk(1 + (risk.Count - 1) / maxPoints))
        {
            var point = neighbours.MaxBy(r => r.Behavior.Risk.Score)!;
            html.Add($"L{frame.X(point.Timestamp)} {frame.Y(point.Behavior.Risk.Score)}");
        }

        html.Add($"\"/>");
    }

    private static void AddDays(Html html, ChartFrame frame, LocalTimes times)
    {
        var (first, last) = (times.DayNumber(frame.From), times.DayNumber(frame.To));
        var step = Math.Max(1, (last - first + 6) / 7);
        for (var day = first; day <= last; day += step)
        {
            var start = times.StartOf(day);
            if (start < frame.From || start > frame.To)
                continue;
            var x = frame.X(start);
            html.Add($"<line class=\"tick\" x1=\"{x}\" y1=\"0\" x2=\"{x}\" y2=\"{Height}\"/><text class=\"axis\" x=\"{x + 2}\" y=\"{Height + 12}\">{LocalTimes.DayName(day, "d MMM")}</text>");
        }
    }
}
