namespace BehaviorElasticSidecar.Features.Files;

/// <summary>The events of one detector and entity as they go to disk.</summary>
internal sealed class EventsPart(int binding, string entity, EventSequence events) : ISpillPart<EventsPart>
{
    public int Binding => binding;

    public string Entity => entity;

    public EventSequence Events => events;

    public int CompareTo(EventsPart? other) =>
        binding != other!.Binding ? binding.CompareTo(other.Binding) : string.CompareOrdinal(entity, other.Entity);

    public void Add(EventsPart later, QueryPlan plan) => events.Add(later.Events);

    public void Write(SpillWriter to, QueryPlan plan)
    {
        to.Write(binding);
        to.Write(entity);
        to.Write(events.Events.Count);
        foreach (var (time, values) in events.Events)
        {
            to.Write(time);
            foreach (var value in values)
                to.Write(value);
        }
    }

    public static EventsPart Read(SpillReader from, QueryPlan plan)
    {
        var part = new EventsPart(from.ReadInt32(), from.ReadText()!, new EventSequence());
        var values = Array.Find(plan.Events, e => e.Binding == part.Binding)!.Slots.Length;
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            var (time, texts) = (from.ReadInt64(), new string?[values]);
            for (var i = 0; i < values; i++)
                texts[i] = from.ReadText();
            part.Events.Add(time, texts);
        }

        return part;
    }
}

/// <summary>All events of a closed bucket on disk, in order, found by an index with an entry for every few. Read by any number of threads.</summary>
internal sealed class SealedEvents : IDisposable
{
    private const int IndexStep = 32, ReadBytes = 1 << 12;

    private readonly QueryPlan _plan;
    private readonly SpillFile _file;
    private readonly List<(EventsPart Key, long At)> _index = [];

    public SealedEvents(QueryPlan plan, SpillFile file, IEnumerable<EventsPart> ordered)
    {
        (_plan, _file) = (plan, file);
        var (writer, count) = (new SpillWriter(file), 0);
        foreach (var part in ordered)
        {
            if (count++ % IndexStep == 0)
                _index.Add((new EventsPart(part.Binding, part.Entity, new EventSequence()), writer.Position));
            part.Events.Collapse(long.MaxValue);
            part.Write(writer, plan);
        }

        writer.Flush();
    }

    public IReadOnlyList<EntityEvent> Read(int binding, string entity)
    {
        var wanted = new EventsPart(binding, entity, new EventSequence());
        var (after, end) = (0, _index.Count);
        while (after < end)
        {
            var middle = (after + end) / 2;
            (after, end) = _index[middle].Key.CompareTo(wanted) <= 0 ? (middle + 1, end) : (after, middle);
        }

        if (after == 0)
            return [];
        var reader = new SpillReader(_file, _index[after - 1].At, after < _index.Count ? _index[after].At : _file.Length, ReadBytes);
        while (!reader.IsAtEnd)
        {
            var part = EventsPart.Read(reader, _plan);
            if (part.CompareTo(wanted) == 0)
                return part.Events.Read();
        }

        return [];
    }

    public void Dispose() => _file.Dispose();
}
