using System.Globalization;
using System.Text;
using BehaviorElasticSidecar.Worker.Progress;

namespace BehaviorElasticSidecar.Worker.Checks;

/// <summary>The worth of sources and the cost of reading them, a line each; what is odd about them stands under "What to do".</summary>
internal static class QualityText
{
    public static void Add(IReadOnlyList<SourceCheck> sources, StringBuilder text)
    {
        var told = sources.Where(s => s.Quality is not null).Select(s => (s.Id, Quality: s.Quality!)).ToList();
        if (told.Count == 0)
            return;
        text.Append("Data quality of the last whole day (UTC): events, those usual on that weekday, and the share of them that has or is ...\n").Append(TextTable.Of(
            ["source", "day", "events", "usual", "user", "host", "origin", "geo", "late", "copies", "ahead", "failed"],
            told.Select(t => (string[])
            [
                t.Id, t.Quality.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Number(t.Quality.Fields.Events), Number(t.Quality.Fields.Expected),
                Share(t.Quality.Fields.UserFraction), Share(t.Quality.Fields.HostFraction), Share(t.Quality.Fields.OriginFraction), Share(t.Quality.Fields.GeoFraction),
                Share(t.Quality.Fields.LateFraction), Of(t.Quality.Fields.Duplicates, t.Quality), Of(t.Quality.Fields.Ahead, t.Quality),
                Of(t.Quality.Fields.Failures + t.Quality.Fields.Ignored, t.Quality),
            ])));
    }

    public static void Add(CostCheck cost, StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"Cost        live about {Seconds(cost.DaySeconds)} of the cluster's time a day; back-fill of {cost.BackfillDays} days at most {Minutes(cost.BackfillMinutes)}; about {Bytes(cost.StateBytesADay)} a day written for state\n");
        text.Append(TextTable.Of(
            ["feature query", "detectors", "one bucket", "rows", "entities", "a day", "state a day"],
            cost.Queries.Select(q => (string[])
            [
                q.Query, Number(q.Detectors), q.Fault is null ? Seconds(q.Seconds) : "refused", Number(q.Rows), Number(q.Entities), Seconds(q.DaySeconds),
                Bytes(q.StateBytesADay) + (q.Fault is null ? "" : $"  {q.Fault}"),
            ])));
    }

    public static string Bytes(long? bytes)
    {
        if (bytes is null)
            return "not known";
        foreach (var (unit, size) in new[] { ("GB", 1L << 30), ("MB", 1L << 20), ("KB", 1L << 10) })
            if (bytes >= size)
                return string.Create(CultureInfo.InvariantCulture, $"{bytes.Value / (double)size:0.#} {unit}");
        return string.Create(CultureInfo.InvariantCulture, $"{bytes} B");
    }

    private static string Of(long? events, QualityCheck quality) => events is null || quality.Fields.Events == 0 ? "-" : Share(events / (double)quality.Fields.Events);

    /// <summary>Few is not none, and nearly all is not all.</summary>
    public static string Share(double? share) => share switch
    {
        null => "-",
        0 => "0",
        < 0.001 => "< 0.1 %",
        < 0.1 => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %"),
        > 0.999 and < 1 => "> 99.9 %",
        _ => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %"),
    };

    private static string Seconds(double seconds) =>
        seconds < 1 ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms")
        : seconds < 120 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s") : ProgressText.Duration(TimeSpan.FromSeconds(seconds));

    private static string Minutes(double minutes) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(minutes):0} min");

    private static string Number(double? number) => number is null ? "-" : number.Value.ToString("N0", CultureInfo.InvariantCulture);
}
