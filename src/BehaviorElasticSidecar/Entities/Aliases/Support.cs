namespace BehaviorElasticSidecar.Entities.Aliases;

/// <summary>How well something is known: first and last UTC day (<see cref="DateOnly.DayNumber"/>), days, and events. Merging is exact, in any order.</summary>
internal readonly record struct Support(int First, int Last, int Days, long Events)
{
    public static Support Of(int day, long events) => new(day, day, 1, events);

    /// <summary>Of one day or of many; the days of two that overlap are counted twice, so the same day is added by <see cref="Plus(int, long)"/>.</summary>
    public Support Plus(Support other) => new(Math.Min(First, other.First), Math.Max(Last, other.Last), Days + other.Days, Events + other.Events);

    /// <summary>More events of a day; the last day again does not count as another.</summary>
    public Support Plus(int day, long events) => day == Last ? this with { Events = Events + events } : Plus(Of(day, events));

    public bool Overlaps(Support other) => First <= other.Last && other.First <= Last;

    public void Write(BinaryWriter to)
    {
        to.Write7BitEncodedInt(First);
        to.Write7BitEncodedInt(Last);
        to.Write7BitEncodedInt(Days);
        to.Write7BitEncodedInt64(Events);
    }

    public static Support Read(BinaryReader from) => new(from.Read7BitEncodedInt(), from.Read7BitEncodedInt(), from.Read7BitEncodedInt(), from.Read7BitEncodedInt64());
}
