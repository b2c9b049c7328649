namespace BehaviorElasticSidecar.Features.Files;

/// <summary>What a bucket holds of one key (a row, an entity's events), as it goes to disk and comes back.</summary>
internal interface ISpillPart<TPart> : IComparable<TPart>
    where TPart : ISpillPart<TPart>
{
    static abstract TPart Read(SpillReader from, QueryPlan plan);

    void Write(SpillWriter to, QueryPlan plan);

    /// <summary>Takes over what came later for the same key, in exactly the steps in which it would have been added in memory.</summary>
    void Add(TPart later, QueryPlan plan);
}

/// <summary>Sorted runs of one bucket in a temporary file, oldest first; each key at most once a run.</summary>
internal sealed class SpillRuns<TPart>(QueryPlan plan, SpillFolder folder) : IDisposable
    where TPart : ISpillPart<TPart>
{
    /// <summary>Runs merged at once, each with a buffer of 64 KB; that many are made into one.</summary>
    private const int MaxRuns = 32;

    private readonly List<(long From, long To)> _runs = [];
    private SpillFile _file = folder.Create();

    /// <param name="ordered">May be one object that changes from key to key.</param>
    public void Append(IEnumerable<TPart> ordered)
    {
        if (_runs.Count == MaxRuns)
            Compact();
        _runs.Add(Write(_file, ordered));
    }

    /// <summary>Every key once, in order.</summary>
    public IEnumerable<TPart> Merged()
    {
        // Ties go to the older run: what came first is added first.
        var queue = new PriorityQueue<SpillReader, (TPart Part, int Run)>(Comparer<(TPart Part, int Run)>.Create(
            static (a, b) => a.Part.CompareTo(b.Part) is var order and not 0 ? order : a.Run.CompareTo(b.Run)));
        for (var run = 0; run < _runs.Count; run++)
            Advance(new SpillReader(_file, _runs[run].From, _runs[run].To), run);
        while (queue.TryDequeue(out var reader, out var least))
        {
            Advance(reader, least.Run);
            while (queue.TryPeek(out reader, out var next) && next.Part.CompareTo(least.Part) == 0)
            {
                queue.Dequeue();
                least.Part.Add(next.Part, plan);
                Advance(reader, next.Run);
            }

            yield return least.Part;
        }

        void Advance(SpillReader reader, int run)
        {
            if (!reader.IsAtEnd)
                queue.Enqueue(reader, (TPart.Read(reader, plan), run));
        }
    }

    public void Dispose() => _file.Dispose();

    private void Compact()
    {
        var merged = folder.Create();
        var run = Write(merged, Merged());
        _runs.Clear();
        _runs.Add(run);
        _file.Dispose();
        _file = merged;
    }

    private (long From, long To) Write(SpillFile file, IEnumerable<TPart> ordered)
    {
        var (writer, from) = (new SpillWriter(file), file.Length);
        foreach (var part in ordered)
            part.Write(writer, plan);
        writer.Flush();
        return (from, file.Length);
    }
}
