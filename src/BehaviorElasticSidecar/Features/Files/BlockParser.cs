namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Turns a block's lines into what they add to rows. Everything that needs no memory of other events is done here, by many at once.</summary>
internal sealed class BlockParser(FilePlan plan, TimeGate gate)
{
    private readonly EventParser _parser = new(plan);
    private readonly RowEmitter _emitter = new(plan);
    private readonly SourceRouter _router = new(plan);

    public EventBlock Parse(EventBlock block)
    {
        var (start, line) = (0, 0);
        while (start < block.Length)
        {
            var rest = block.Buffer.AsSpan(start, block.Length - start);
            var newline = rest.IndexOf((byte)'\n');
            var length = newline < 0 ? rest.Length : newline;
            if (!IsBlank(rest[..length]))
                ParseLine(block, line, start, length);
            start += length + 1;
            line++;
        }

        return block;
    }

    /// <summary>Earliest plausible time among the lines, milliseconds since the epoch, and how many there are; looks at no more than <paramref name="most"/>.</summary>
    public (long Earliest, int Count) Times(ReadOnlySpan<byte> lines, int most)
    {
        var (earliest, count) = (long.MaxValue, 0);
        foreach (var range in lines.Split((byte)'\n'))
        {
            var text = lines[range];
            if (IsBlank(text) || _parser.Parse(text) is not null || FrontierTime(out _) is not { } time || gate.Check(time) is not null)
                continue;
            earliest = Math.Min(earliest, time);
            if (++count == most)
                break;
        }

        return (earliest, count);
    }

    private void ParseLine(EventBlock block, int line, int start, int length)
    {
        var reason = _parser.Parse(block.Buffer.AsSpan(start, length));
        if (reason is null && FrontierTime(out reason) is { } time && (reason = gate.Check(time)) is null)
        {
            var record = new EventRecord { Time = time, FrontierTime = time, Line = line, LineStart = start, LineLength = length, Source = -1, IsFirst = true };
            var flags = Emit(block, record);
            block.Drops.AddAll(flags | _parser.Values.Flags, line, start, length);
            return;
        }

        block.Drops.Add(reason!.Value, line, start, length);
    }

    private uint Emit(EventBlock block, EventRecord record)
    {
        var sources = _router.Route(_parser);
        var flags = sources == 0 ? 1U << (int)DropReason.NoSource : 0;
        for (; sources != 0; sources &= sources - 1)
            flags |= Emit(block, plan.Sources[System.Numerics.BitOperations.TrailingZeroCount(sources)], ref record);
        if (record.IsFirst)
            block.Events.Add() = record;
        return flags;
    }

    private uint Emit(EventBlock block, SourcePlan source, ref EventRecord record)
    {
        if (!source.Filter.Passes(_parser.Values.Bits))
            return 0;
        var time = _parser.Values.Slots[source.TimeSlot];
        if (time.Time is not { } own)
            return 1U << (int)(time.HasBadTime ? DropReason.BadTime : DropReason.NoTime);
        if ((gate.Check(own) ?? gate.CheckRange(own)) is { } outside)
            return 1U << (int)outside;
        var ofSource = record with { Time = own, Source = source.Index };
        block.Watch?.Add(source, own, _parser.Values.Slots, source.Watched);
        var flags = _emitter.Emit(block, source, _parser.Values, ref ofSource);
        record.IsFirst = false;
        return flags;
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => !line.ContainsAnyExcept(" \t\r"u8);

    private long? FrontierTime(out DropReason? reason)
    {
        reason = DropReason.NoTime;
        foreach (var slot in plan.TimeSlots)
        {
            var values = _parser.Values.Slots[slot];
            if (values.Time is { } time)
                return time;
            if (values.HasBadTime)
                reason = DropReason.BadTime;
        }

        return null;
    }
}

/// <summary>Which times are believed, and which are asked for. Milliseconds since the epoch.</summary>
internal sealed class TimeGate(FileReadOptions options)
{
    private static readonly long Ancient = new DateTimeOffset(1990, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly long _future = options.Now.AddDays(1).ToUnixTimeMilliseconds();
    private readonly long _from = options.From?.ToUnixTimeMilliseconds() ?? long.MinValue;
    private readonly long _to = options.To?.ToUnixTimeMilliseconds() ?? long.MaxValue;

    public DropReason? Check(long time) => time > _future ? DropReason.FutureTime : time < Ancient ? DropReason.AncientTime : null;

    public DropReason? CheckRange(long time) => time < _from || time >= _to ? DropReason.OutsideRange : null;
}
