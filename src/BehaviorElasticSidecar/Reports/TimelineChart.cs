namespace BehaviorElasticSidecar.Reports;

/// <summary>Anomalies per local day, stacked by band of score.</summary>
internal static class TimelineChart
{
    private const int Width = 900, Height = 120, Axis = 18, MaxDays = 180;

    public static void Add(Html html, ReportInput input, LocalTimes times)
    {
        if (input.Anomalies.Count == 0)
        {
            html.Add($"<p>No anomalies were found.</p>");
            return;
        }

        var byDay = input.Anomalies.GroupBy(a => times.DayNumber(a.Timestamp)).ToDictionary(g => g.Key, g => g.ToList());
        var last = byDay.Keys.Max();
        var first = Math.Max(input.Summary.ScoreFrom is { } from ? Math.Min(times.DayNumber(from), byDay.Keys.Min()) : byDay.Keys.Min(), last - MaxDays + 1);
        var most = byDay.Values.Max(a => a.Count);
        var step = (double)Width / (last - first + 1);
        html.Add($"<svg class=\"timeline\" viewBox=\"0 0 {Width + 40} {Height + Axis}\" role=\"img\" aria-label=\"Anomalies per day, at most {most} a day\">");
        html.Add($"<line class=\"tick\" x1=\"0\" y1=\"0\" x2=\"{Width}\" y2=\"0\"/><text class=\"axis\" x=\"{Width + 5}\" y=\"9\">{most}</text>");
        html.Add($"<line class=\"base\" x1=\"0\" y1=\"{Height}\" x2=\"{Width}\" y2=\"{Height}\"/><text class=\"axis\" x=\"{Width + 5}\" y=\"{Height}\">0</text>");
        for (var day = first; day <= last; day++)
        {
            var x = (day - first) * step;
            if ((day - first) % Math.Max(1, (last - first + 14) / 14) == 0)
                html.Add($"<text class=\"axis\" x=\"{x + 1}\" y=\"{Height + 13}\">{LocalTimes.DayName(day, "d MMM")}</text>");
            if (byDay.TryGetValue(day, out var anomalies))
                AddDay(html, day, x, Math.Min(step * 0.82, 36), [.. ScoreBand.All.Select(b => anomalies.Count(a => ScoreBand.Of(a.Behavior.Score) == b))], (double)Height / most);
        }

        html.Add($"</svg>");
        if (byDay.Keys.Min() < first)
            html.Add($"<p class=\"quiet\">The last {MaxDays} days are drawn; {Wording.Count(byDay.Where(d => d.Key < first).Sum(d => d.Value.Count))} anomalies are older.</p>");
        AddLegend(html);
    }

    private static void AddDay(Html html, int day, double x, double width, List<int> counts, double unit)
    {
        html.Add($"<g><title>{LocalTimes.DayName(day, "ddd d MMM yyyy")}: {string.Join(", ", ScoreBand.All.Select((b, i) => $"{counts[i]} with a score of {b.Title}"))}</title>");
        var y = (double)Height;
        for (var band = 0; band < counts.Count; band++)
        {
            if (counts[band] == 0)
                continue;
            y -= counts[band] * unit;
            html.Add($"<rect class=\"{ScoreBand.All[band].Class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{counts[band] * unit}\"/>");
        }

        html.Add($"</g>");
    }

    private static void AddLegend(Html html)
    {
        html.Add($"<p class=\"legend\">Score");
        foreach (var band in ScoreBand.All)
            html.Add($" <span class=\"key {band.Class}\"></span>{band.Title}");
        html.Add($"</p>");
    }
}
