using System.Runtime.InteropServices;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Events of one query and bucket that detectors may ask for, per detector and entity, in time order.</summary>
/// <remarks>
/// Of a run of events with equal values only the first and the last are kept, so that memory grows with changes, not with events; a cluster gives all
/// of them. So a measure must not depend on the ones between. Until the files have passed a time, all its events are kept: a late one may split a run.
/// </remarks>
internal sealed class KeptEvents(QueryPlan plan) : IDisposable
{
    /// <summary>An entry of the table, and the sequence with its list.</summary>
    private const int SequenceBytes = 150;

    private readonly Dictionary<(int Binding, FieldValue Entity), EventSequence> _sequences = [];
    private SpillRuns<EventsPart>? _runs;
    private SealedEvents? _sealed;

    /// <summary>Bytes of memory, about.</summary>
    public long HeldBytes { get; private set; }

    /// <param name="bound">No event before it may come any more.</param>
    public void Add(in KeptEvent kept, long time, EventBlock block, long bound) =>
        HeldBytes += Of(kept.Binding, kept.Entity).Add(time, block.Texts.Slice(kept.TextStart, kept.TextCount), bound);

    public void Add(KeptEvents other, SpillFolder folder)
    {
        if (other._runs is not null)
        {
            other.Spill(folder);
            _runs ??= new SpillRuns<EventsPart>(plan, folder);
            _runs.Append(other._runs.Merged());
            other.Dispose();
            return;
        }

        foreach (var ((binding, entity), sequence) in other._sequences)
        {
            Of(binding, entity).Add(sequence);
            HeldBytes += sequence.Bytes;
        }
    }

    public void Spill(SpillFolder folder)
    {
        if (_sequences.Count == 0)
            return;
        _runs ??= new SpillRuns<EventsPart>(plan, folder);
        _runs.Append(_sequences.Select(s => new EventsPart(s.Key.Binding, s.Key.Entity.Text, s.Value)).Order());
        _sequences.Clear();
        _sequences.TrimExcess();
        HeldBytes = 0;
    }

    /// <summary>Nothing is added any more.</summary>
    public void Close(SpillFolder folder)
    {
        if (_runs is null)
            return;
        Spill(folder);
        _sealed = new SealedEvents(plan, folder.Create(), _runs.Merged());
        _runs.Dispose();
    }

    /// <summary>Only when closed; by any number of threads.</summary>
    public IReadOnlyList<EntityEvent> Read(int binding, string entity) =>
        _sealed is not null ? _sealed.Read(binding, entity)
        : _sequences.TryGetValue((binding, new FieldValue(entity)), out var sequence) ? sequence.Read() : [];

    /// <summary>Whether events of the query's detector at this position are kept.</summary>
    public bool Keeps(int binding) => Array.Exists(plan.Events, e => e.Binding == binding);

    public void Dispose()
    {
        _runs?.Dispose();
        _sealed?.Dispose();
    }

    private EventSequence Of(int binding, FieldValue entity)
    {
        ref var sequence = ref CollectionsMarshal.GetValueRefOrAddDefault(_sequences, (binding, entity), out _);
        if (sequence is null)
        {
            sequence = new EventSequence();
            HeldBytes += SequenceBytes;
        }

        return sequence;
    }
}
