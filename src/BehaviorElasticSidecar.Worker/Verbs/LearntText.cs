using System.Globalization;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>What is learnt of an entity, in words and pictures, for a terminal or a file.</summary>
internal static class LearntText
{
    private static readonly string[] Weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    private const int MostAliases = 6;

    public static void Write(LearntDocument learnt, Paper to)
    {
        foreach (var entity in learnt.Entities)
        {
            Head(entity, learnt, to);
            foreach (var group in entity.Detectors.GroupBy(d => (d.Pack, d.Source)))
            {
                to.End();
                to.Line($"{group.Key.Pack}, from {group.Key.Source}", Tone.Title);
                foreach (var detector in group)
                    Detector(detector, entity, to);
            }

            if (entity.Unseen.Count > 0)
            {
                to.End();
                to.Line($"{LearntWords.Many(entity.Unseen.Count, "detector")} for its kind {(entity.Unseen.Count == 1 ? "has" : "have")} seen nothing of it.", Tone.Quiet);
            }

            if (entity != learnt.Entities[^1])
                to.End();
        }
    }

    private static void Head(LearntEntity entity, LearntDocument learnt, Paper to)
    {
        to.Line($"{Kind(entity.Kind)} {entity.Id}", Tone.Title);
        if (entity.Aliases.Count > 0)
            to.Line($"  also {string.Join(", ", entity.Aliases.Take(MostAliases))}{(entity.Aliases.Count > MostAliases ? $" and {entity.Aliases.Count - MostAliases} more" : "")}", Tone.Quiet);
        if (LearntWords.Headline(entity) is { } headline)
            to.Line($"  {headline}");
        to.Line(string.Create(CultureInfo.InvariantCulture,
            $"  learnt up to {learnt.ReadTo.UtcDateTime:yyyy-MM-dd HH:mm} UTC; others are those of {learnt.Midnight.UtcDateTime:yyyy-MM-dd}"), Tone.Quiet);
        if (Clearest(entity) is not { } clearest)
            return;
        to.End();
        Week(clearest.Week, to);
        to.Line($"       its week by {clearest.Id}, in {LearntWords.Zone(entity.TimeZone)}", Tone.Quiet);
    }

    /// <summary>Hours as <c>time</c> has learnt them, else of what has seen most, of buckets that tell an hour.</summary>
    private static (LearntWeek Week, string Id)? Clearest(LearntEntity entity) => entity.Detectors
        .SelectMany(d => d.Baselines.Where(b => b.Week is { SlotHours: < 24 } && b.Partner is null).Select(b => (d.Id, IsTime: d.Measure == "time", b)))
        .OrderByDescending(d => d.IsTime).ThenByDescending(d => d.b.Evidence).Select(d => ((LearntWeek, string)?)(d.b.Week!, d.Id)).FirstOrDefault();

    private static void Week(LearntWeek week, Paper to)
    {
        to.Line("       0     6     12    18", Tone.Quiet);
        for (var day = 0; day < Weekdays.Length; day++)
            to.Write($"  {Weekdays[day]}  ").Write(to.Shades(HoursOf(week, day)), Tone.Picture).Write("|", Tone.Quiet).End();
    }

    /// <summary>24 shares of a day, whatever the length of a slot.</summary>
    private static IEnumerable<double> HoursOf(LearntWeek week, int day) => Enumerable.Range(0, 24).Select(hour => week.Shares[(day * 24 + hour) / week.SlotHours]);

    private static void Detector(LearntDetector detector, LearntEntity entity, Paper to)
    {
        to.Write($"  {detector.Title}").Write($"  {detector.Id}{(detector.Spelling == entity.Id ? "" : $", as {detector.Spelling}")}", Tone.Quiet).End();
        var telling = detector.Baselines.Where(LearntWords.SaysAnything).ToList();
        if (detector.By is not null)
            to.Line($"    with {LearntWords.Many(detector.Known, LearntWords.Noun(detector.By))}{(telling.Count == 0 ? ", not enough with any to say what is usual" : detector.Known > telling.Count ? ", most with:" : ":")}");
        foreach (var baseline in telling)
        {
            var indent = detector.By is null ? "    " : "      ";
            if (baseline.Partner is { } partner)
                to.Line($"    {partner}");
            foreach (var line in LearntWords.Of(baseline, detector))
                to.Line(indent + line);
            if (baseline.Week is { } week)
                Strip(week, indent, to);
            to.Line(indent + LearntWords.Sureness(baseline), Tone.Quiet);
        }

        if (LearntWords.State(detector) is { } state)
            to.Line($"    {state}", Tone.Quiet);
    }

    /// <summary>An average workday and an average weekend day in one line; days of the week where a slot is a day.</summary>
    private static void Strip(LearntWeek week, string indent, Paper to)
    {
        to.Write(indent);
        if (week.SlotHours == 24)
            to.Write("Mon-Sun ", Tone.Quiet).Write(to.Shades(week.Shares), Tone.Picture).Write("|", Tone.Quiet).End();
        else
            to.Write("workdays 0h ", Tone.Quiet).Write(to.Shades(Mean(week, 0, HourOfWeek.Workdays)), Tone.Picture).Write("| weekends 0h ", Tone.Quiet)
                .Write(to.Shades(Mean(week, HourOfWeek.Workdays, Weekdays.Length)), Tone.Picture).Write("|", Tone.Quiet).End();
    }

    private static IEnumerable<double> Mean(LearntWeek week, int from, int to)
    {
        var days = Enumerable.Range(from, to - from).Select(day => HoursOf(week, day).ToList()).ToList();
        return Enumerable.Range(0, 24).Select(hour => days.Average(d => d[hour]));
    }

    private static string Kind(string kind) => kind.Replace('_', ' ');
}
