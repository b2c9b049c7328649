using System.Globalization;
using BehaviorElasticSidecar.Worker.Execution;

namespace BehaviorElasticSidecar.Worker.Progress;

/// <summary>Progress in words: amount, rate, share done and time left.</summary>
internal static class ProgressText
{
    /// <param name="elapsed">Since the run began; the rate is the mean over it.</param>
    public static string Line(RunProgress progress, TimeSpan elapsed)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{progress.Phase}: {progress.Done:N0} {progress.Unit}");
        if (elapsed > TimeSpan.Zero && progress.Done > 0)
            text += string.Create(CultureInfo.InvariantCulture, $", {Rate(progress.Done / elapsed.TotalSeconds)}/s");
        if (progress.Fraction is not { } fraction)
            return text;
        text += string.Create(CultureInfo.InvariantCulture, $", {Math.Floor(100 * Math.Clamp(fraction, 0, 1)):0} %");
        return Left(fraction, elapsed) is { } left ? text + $", {Duration(left)} left" : text;
    }

    /// <summary>Null before anything can be said.</summary>
    public static TimeSpan? Left(double fraction, TimeSpan elapsed) =>
        fraction is <= 0.001 or > 1 || elapsed < TimeSpan.FromSeconds(1) ? null : TimeSpan.FromSeconds(elapsed.TotalSeconds * (1 - fraction) / fraction);

    public static string Duration(TimeSpan time) => time.TotalDays >= 3
        ? string.Create(CultureInfo.InvariantCulture, $"{time.Days:N0} d")
        : time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min")
        : time.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds:00} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s");

    public static string Rate(double perSecond) => perSecond >= 10
        ? perSecond.ToString("N0", CultureInfo.InvariantCulture)
        : perSecond.ToString("0.0", CultureInfo.InvariantCulture);
}
