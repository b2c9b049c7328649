using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Quality;

/// <summary>What is known of one source as of a midnight UTC: its last sound days and what is wrong with it. Part of the population state.</summary>
/// <remarks>Judged once a day, from the day that has just ended, before that day is learnt; the same facts give the same troubles. At most about 10 KB.</remarks>
internal sealed class SourceHealth
{
    /// <summary>A source that stays low, or a field that stays lost, for so long is as it is: its past is forgotten.</summary>
    public const int PatienceDays = 14;

    private const byte FormatVersion = 1;

    /// <summary>Parts of one day: more are not remembered. A source has some dozens.</summary>
    private const int MostParts = 256;

    private readonly IReadOnlyList<SourceDay> _days;
    private readonly (DateTimeOffset Since, double Missed)? _quiet;

    private SourceHealth(string source, IReadOnlyList<SourceDay> days, IReadOnlyList<SourceTrouble> troubles, (DateTimeOffset, double)? quiet)
    {
        (Source, _days, Troubles, _quiet) = (source, days, troubles, quiet);
        Normal = new VolumeNormal(days);
    }

    public string Source { get; }

    public VolumeNormal Normal { get; }

    /// <summary>In the order of kinds and parts.</summary>
    public IReadOnlyList<SourceTrouble> Troubles { get; }

    public static SourceHealth Unknown(string source) => new(source, [], [], null);

    /// <summary>Whether a detector that needs these parts must not learn for now.</summary>
    public bool Freezes(IReadOnlyList<string> needs) =>
        Troubles.Any(t => t.Freezes && (t.Kind == TroubleKind.Silent || needs.Contains(t.Part, StringComparer.Ordinal)));

    /// <summary>The health after a day, and what began or ended with it.</summary>
    public (SourceHealth Next, IReadOnlyList<TroubleChange> Changes) After(SourceDay day)
    {
        var quiet = Quiet(day);
        var found = Judge(day, quiet).ToList();
        var kept = found.Select(f => Troubles.FirstOrDefault(t => (t.Kind, t.Part) == (f.Kind, f.Part)) ?? f).ToList();
        var accepted = kept.Where(t => t.Kind != TroubleKind.Silent && day.Day - t.Since >= TimeSpan.FromDays(PatienceDays)).ToList();
        List<TroubleChange> changes =
        [
            .. Troubles.Where(t => !kept.Contains(t)).Select(t => Change(t, day, isEnd: true)),
            .. accepted.Select(t => Change(t, day, isEnd: true) with { IsAccepted = true }),
            .. kept.Where(t => !Troubles.Contains(t)).Select(t => Change(t, day, isEnd: false)),
        ];
        var next = accepted.Count > 0 ? new SourceHealth(Source, [day], [.. kept.Except(accepted)], quiet)
            : new SourceHealth(Source, IsSound(day, kept) ? [.. _days.Append(day).TakeLast(VolumeNormal.Most)] : _days, kept, quiet);
        return (next, changes);
    }

    /// <summary>Runs of hours without events in which more were expected than the past makes plausible; the last may not have ended.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Gaps(SourceDay day)
    {
        var gaps = new List<(DateTimeOffset, DateTimeOffset)>();
        var expected = Normal.Hours(day.Day);
        var (from, missed) = (0, 0.0);
        for (var hour = 0; hour <= 24; hour++)
        {
            if (hour < 24 && day.Hours[hour] == 0)
            {
                missed += expected[hour];
                continue;
            }

            if (hour > from && Normal.IsSilence(missed))
                gaps.Add((day.Day.AddHours(from), day.Day.AddHours(hour)));
            (from, missed) = (hour + 1, 0);
        }

        return gaps;
    }

    /// <summary>Days in trouble do not count as usual, nor do those before the source's first event; days off do.</summary>
    private bool IsSound(SourceDay day, List<SourceTrouble> troubles) => troubles.Count == 0 && (_days.Count > 0 || day.Events > 0);

    private IEnumerable<SourceTrouble> Judge(SourceDay day, (DateTimeOffset Since, double Missed)? quiet)
    {
        var was = Troubles.Select(t => t.Kind).ToHashSet();
        if (quiet is { } silence && (Normal.IsSilence(silence.Missed) || (was.Contains(TroubleKind.Silent) && day.Events == 0)))
        {
            yield return new SourceTrouble(TroubleKind.Silent, "", silence.Since);
            foreach (var lost in Troubles.Where(t => t.Kind == TroubleKind.Lost))
                yield return lost;
            yield break;
        }

        if (Normal.IsLow(day) || (was.Contains(TroubleKind.Low) && !IsBack(day.Events, Normal.Expected(day.Day))))
            yield return new SourceTrouble(TroubleKind.Low, "", day.Day);
        foreach (var part in day.Having.Keys.Order(StringComparer.Ordinal))
            if (Normal.IsLost(day, part) || (Troubles.Any(t => t.Kind == TroubleKind.Lost && t.Part == part) && !IsBack(day.Having[part], Normal.ExpectedHaving(day, part))))
                yield return new SourceTrouble(TroubleKind.Lost, part, day.Day);
    }

    /// <summary>Half of what is usual, on a day that can tell.</summary>
    private static bool IsBack(double actual, double expected) => expected >= VolumeNormal.FewEvents && actual * 2 >= expected;

    private (DateTimeOffset Since, double Missed)? Quiet(SourceDay day)
    {
        var expected = Normal.Hours(day.Day);
        var last = 23;
        while (last >= 0 && day.Hours[last] == 0)
            last--;
        if (last == 23)
            return null;
        var missed = Enumerable.Range(last + 1, 23 - last).Sum(h => double.IsNaN(expected[h]) ? 0 : expected[h]);
        return last < 0 && _quiet is { } before ? (before.Since, before.Missed + missed) : (day.Day.AddHours(last + 1), missed);
    }

    private TroubleChange Change(SourceTrouble trouble, SourceDay day, bool isEnd) => trouble.Kind == TroubleKind.Lost
        ? new TroubleChange(Source, trouble, isEnd, day.Day, day.Having.GetValueOrDefault(trouble.Part), Normal.ExpectedHaving(day, trouble.Part), false)
        : new TroubleChange(Source, trouble, isEnd, day.Day, day.Events, Normal.Expected(day.Day), false);

    public void Write(BinaryWriter to)
    {
        to.Write(FormatVersion);
        to.Write(Source);
        to.Write7BitEncodedInt(_days.Count);
        foreach (var day in _days)
        {
            to.Write7BitEncodedInt64(day.Day.ToUnixTimeSeconds());
            foreach (var events in day.Hours)
                to.Write7BitEncodedInt64(events);
            var having = day.Having.OrderBy(h => h.Key, StringComparer.Ordinal).Take(MostParts).ToList();
            to.Write7BitEncodedInt(having.Count);
            foreach (var (part, events) in having)
            {
                to.Write(part);
                to.Write7BitEncodedInt64(events);
            }
        }

        to.Write7BitEncodedInt(Troubles.Count);
        foreach (var trouble in Troubles)
        {
            to.Write((byte)trouble.Kind);
            to.Write(trouble.Part);
            to.Write7BitEncodedInt64(trouble.Since.ToUnixTimeSeconds());
        }

        to.Write(_quiet is not null);
        to.Write7BitEncodedInt64(_quiet?.Since.ToUnixTimeSeconds() ?? 0);
        to.Write(_quiet?.Missed ?? 0);
    }

    public static SourceHealth Read(BinaryReader from)
    {
        from.ReadVersion(FormatVersion, "The health of a source");
        var source = from.ReadString();
        var days = new List<SourceDay>();
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
        {
            var (at, hours) = (Time(from), new long[24]);
            for (var hour = 0; hour < hours.Length; hour++)
                hours[hour] = from.Read7BitEncodedInt64();
            var having = new SortedDictionary<string, long>(StringComparer.Ordinal);
            for (var parts = from.Read7BitEncodedInt(); parts > 0; parts--)
                having[from.ReadString()] = from.Read7BitEncodedInt64();
            days.Add(new SourceDay(source, at, hours, having));
        }

        var troubles = new List<SourceTrouble>();
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
            troubles.Add(new SourceTrouble((TroubleKind)from.ReadByte(), from.ReadString(), Time(from)));
        var isQuiet = from.ReadBoolean();
        var (since, missed) = (Time(from), from.ReadDouble());
        return new SourceHealth(source, days, troubles, isQuiet ? (since, missed) : null);
    }

    private static DateTimeOffset Time(BinaryReader from) => DateTimeOffset.FromUnixTimeSeconds(from.Read7BitEncodedInt64());
}
