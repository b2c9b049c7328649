using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BehaviorElasticSidecar.Features.Files;

namespace BehaviorElasticSidecar.Quality;

/// <summary>The events of one source and UTC day, counted as they come by; days of several blocks add up.</summary>
internal sealed class DayTally(QualityPlan plan, long day)
{
    /// <summary>Different outcomes that are told apart; what comes after is left out.</summary>
    private const int MostOutcomes = 256;

    private const long Hour = 3_600_000, Day = 24 * Hour, Import = 48 * Hour;

    private readonly long[] _inTime = new long[24], _late = new long[24], _ingested = new long[24], _imported = new long[24];
    private readonly long[] _havingInTime = new long[plan.Parts.Count], _havingLate = new long[plan.Parts.Count];
    private readonly long[] _rungs = [.. plan.Rungs.Select(r => (long)r.TotalMilliseconds)], _lateBy = new long[plan.Rungs.Count];
    private readonly long _horizon = day + Day + (long)plan.Source.IngestDelay.TotalMilliseconds;
    private readonly int[] _fields = plan.FieldCounts;
    private readonly Dictionary<FieldValue, long> _outcomes = [];
    private long _ahead, _createdAhead, _failures;

    public DistinctSample Ids { get; } = new();

    public void Add(long time, SlotValues[] values, ReadOnlySpan<int> slots, int ingestedSlot)
    {
        var hour = (int)((time - day) / Hour);
        var hourEnd = day + (hour + 1) * Hour;
        var ingested = ingestedSlot < 0 ? null : values[ingestedSlot].Time;
        var isLate = ingested >= _horizon;
        (isLate ? _late : _inTime)[hour]++;
        if (ingested is { } arrived)
        {
            _ingested[hour]++;
            if (arrived >= hourEnd + Import)
                _imported[hour]++;
            for (var i = 0; i < _rungs.Length && arrived >= hourEnd + _rungs[i]; i++)
                _lateBy[i]++;
            if (arrived < hourEnd - Hour)
                _ahead++;
        }

        var having = isLate ? _havingLate : _havingInTime;
        var at = 0;
        for (var part = 0; part < having.Length; part++)
        {
            var end = at + _fields[part];
            for (; at < end; at++)
            {
                if (!IsThere(values[slots[at]]))
                    continue;
                having[part]++;
                break;
            }

            at = end;
        }

        AddDetails(values, slots[at..], hourEnd - Hour);
    }

    public void Add(DayTally other)
    {
        Add(_inTime, other._inTime);
        Add(_late, other._late);
        Add(_ingested, other._ingested);
        Add(_imported, other._imported);
        Add(_havingInTime, other._havingInTime);
        Add(_havingLate, other._havingLate);
        Add(_lateBy, other._lateBy);
        (_ahead, _createdAhead, _failures) = (_ahead + other._ahead, _createdAhead + other._createdAhead, _failures + other._failures);
        foreach (var (outcome, count) in other._outcomes.OrderBy(o => o.Key.Text, StringComparer.Ordinal))
            AddOutcome(outcome, count);
        Ids.Add(other.Ids);
    }

    /// <summary>As it was at the day's horizon, unless the day was imported: what is judged.</summary>
    public SourceDay Judged() => new(plan.Source.Id, At, IsImport ? Sum(_inTime, _late) : [.. _inTime], Having(IsImport));

    /// <summary>Everything: what is told.</summary>
    public SourceDay Full() => new(plan.Source.Id, At, Sum(_inTime, _late), Having(all: true))
    {
        Details = new DayDetails
        {
            Ingested = _ingested.Sum(),
            LateBy = [.. _lateBy],
            Ahead = _ahead,
            CreatedAhead = _createdAhead,
            Ids = Ids.Seen,
            DistinctIds = Ids.Distinct,
            Outcomes = new SortedDictionary<string, long>(_outcomes.ToDictionary(o => o.Key.Text, o => o.Value, StringComparer.Ordinal), StringComparer.Ordinal),
            Failures = _failures,
        },
    };

    private DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(day);

    /// <summary>As a cluster is asked: by the first hour that has events.</summary>
    private bool IsImport
    {
        get
        {
            var first = Array.FindIndex(Sum(_inTime, _late), h => h > 0);
            return first >= 0 && _imported[first] * 2 > _ingested[first];
        }
    }

    private void AddDetails(SlotValues[] values, ReadOnlySpan<int> slots, long hourStart)
    {
        if (values[slots[0]].Time < hourStart)
            _createdAhead++;
        if (values[slots[1]].Hash is not 0 and var id)
            Ids.Add(id);
        foreach (var outcome in values[slots[2]].Texts)
            AddOutcome(outcome, 1);
        if (Holds(values[slots[3]], DayDetails.PipelineError) || HoldsFailure(values[slots[4]]))
            _failures++;
    }

    private void AddOutcome(FieldValue outcome, long events)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_outcomes, outcome);
        if (!Unsafe.IsNullRef(ref count))
            count += events;
        else if (_outcomes.Count < MostOutcomes)
            _outcomes.Add(outcome, events);
    }

    private static bool HoldsFailure(SlotValues tags)
    {
        foreach (var tag in tags.Texts)
            if (tag.Text.StartsWith('_') && DayDetails.FailureTags.Contains(tag.Text, StringComparer.Ordinal))
                return true;
        return false;
    }

    private static bool Holds(SlotValues values, string text)
    {
        foreach (var one in values.Texts)
            if (one.Text == text)
                return true;
        return false;
    }

    private static bool IsThere(SlotValues values) => values.IsPresent || values.Numbers.Length > 0 && values.Texts.IsEmpty;

    private SortedDictionary<string, long> Having(bool all)
    {
        var having = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < plan.Parts.Count; i++)
            having[plan.Parts[i].Name] = _havingInTime[i] + (all ? _havingLate[i] : 0);
        return having;
    }

    private static long[] Sum(long[] one, long[] other) => [.. one.Zip(other, (a, b) => a + b)];

    private static void Add(long[] to, long[] from)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] += from[i];
    }
}
