namespace BehaviorElasticSidecar.Reports;

/// <summary>Actual against the typical band (up to the 95th percentile, with its median) around one anomaly.</summary>
internal static class BandChart
{
    private const int Width = 250, Height = 76, Axis = 14;

    public static void Add(Html html, AnomalySeries series, int maxPoints, DateTimeOffset bucket, LocalTimes times)
    {
        var points = series.Points.Skip(Math.Max(0, series.Points.Count - maxPoints)).ToList();
        var top = points.SelectMany(p => new[] { p.Actual, p.TypicalMedian, p.TypicalP95 }).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        if (points.Count < 2 || top <= 0)
            return;
        var frame = new ChartFrame(points[0].At, points[^1].At, top * 1.06, Width, Height);
        html.Add($"<figure class=\"band-chart\"><svg viewBox=\"0 0 {Width} {Height + Axis}\" role=\"img\" aria-label=\"Actual against typical from {times.Long(points[0].At)} to {times.Long(points[^1].At)}\">");
        AddBand(html, frame, points);
        AddPath(html, frame, points, "median", p => p.TypicalMedian);
        AddPath(html, frame, points, "actual", p => p.Actual);
        AddAnomaly(html, frame, points, bucket, series.Unit);
        html.Add($"<line class=\"base\" x1=\"0\" y1=\"{Height}\" x2=\"{Width}\" y2=\"{Height}\"/>");
        html.Add($"<text class=\"axis\" x=\"0\" y=\"{Height + 11}\">{times.Day(points[0].At)}</text>");
        html.Add($"<text class=\"axis end\" x=\"{Width}\" y=\"{Height + 11}\">{times.Day(points[^1].At)}</text></svg>");
        html.Add($"<figcaption><span class=\"key actual\"></span>actual <span class=\"key typical\"></span>typical, up to 95 % of the time</figcaption></figure>");
    }

    private static void AddBand(Html html, ChartFrame frame, List<SeriesPoint> points)
    {
        html.Add($"<path class=\"p95\" d=\"M{frame.X(points[0].At)} {Height}");
        foreach (var point in points)
            html.Add($"L{frame.X(point.At)} {frame.Y(double.IsFinite(point.TypicalP95) ? point.TypicalP95 : 0)}");
        html.Add($"L{frame.X(points[^1].At)} {Height}Z\"/>");
    }

    private static void AddPath(Html html, ChartFrame frame, List<SeriesPoint> points, string style, Func<SeriesPoint, double> number)
    {
        html.Add($"<path class=\"{style}\" d=\"");
        var pen = false;
        foreach (var point in points)
        {
            var value = number(point);
            if (double.IsFinite(value))
                html.Add($"{(pen ? "L" : "M")}{frame.X(point.At)} {frame.Y(value)}");
            pen = double.IsFinite(value);
        }

        html.Add($"\"/>");
    }

    private static void AddAnomaly(Html html, ChartFrame frame, List<SeriesPoint> points, DateTimeOffset bucket, string? unit)
    {
        var at = points.FindIndex(p => p.At == bucket);
        if (at < 0 || !double.IsFinite(points[at].Actual))
            return;
        var (x, y) = (frame.X(bucket), frame.Y(points[at].Actual));
        html.Add($"<circle class=\"hit\" cx=\"{x}\" cy=\"{y}\" r=\"3.5\"/>");
        var anchor = x > Width * 0.6 ? "axis end" : "axis";
        html.Add($"<text class=\"{anchor} strong\" x=\"{x + (x > Width * 0.6 ? -7 : 7)}\" y=\"{Math.Max(9, y + 4)}\">{Wording.Amount(points[at].Actual, unit)}</text>");
    }
}
