using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Risk;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Risk of every entity with evidence, closed bucket end by bucket end.</summary>
internal sealed class RiskStage(RiskParameters parameters, ContextBook? context = null)
{
    private const byte FormatVersion = 1;
    private readonly SortedDictionary<EntityKey, Entry> _entities = [];

    /// <summary>Everything that ends by then is in; null before the first close.</summary>
    public DateTimeOffset? Position { get; private set; }

    /// <summary>Evidence counts from the end of the bucket that read it. What ends at or before the position is in already: a replay brings it again.</summary>
    /// <param name="isCatchingUp">The anomalies are of a feature query that was stalled: they count from the position on.</param>
    public void Take(IEnumerable<Anomaly> anomalies, bool isCatchingUp)
    {
        foreach (var anomaly in anomalies)
        {
            var end = anomaly.Reading.ReadIn.To;
            var from = isCatchingUp && Position > end ? Position.Value.AddTicks(1) : end;
            if (from <= Position || RiskEvidence.Of(anomaly, from) is not { } evidence)
                continue;
            Add(anomaly.Canonical, [evidence]);
            foreach (var behind in anomaly.Behind)
                Add(behind.Holder, [evidence with { Confidence = behind.Confidence }]);
        }
    }

    /// <summary>
    /// Aliases have changed at a midnight: what was held against an entity that has become another one's spelling is held against that one from now on, and its own score
    /// falls to 0 at the next close. Later evidence cannot be told apart again: after a split it stays where it is.
    /// </summary>
    /// <param name="midnight">A replay passes midnights whose effect is in the restored state already.</param>
    public void Follow(Func<EntityKey, EntityKey> canonical, DateTimeOffset midnight)
    {
        if (Position > midnight)
            return;
        foreach (var (entity, entry) in _entities.ToList())
        {
            if (canonical(entity) is var now && now == entity)
                continue;
            Add(now, entry.Ledger.Evidence);
            if (entry.Written is { Score: > 0 })
                _entities[entity] = entry with { Ledger = RiskLedger.Empty(entity, parameters) };
            else
                _entities.Remove(entity);
        }
    }

    private void Add(EntityKey entity, IReadOnlyCollection<RiskEvidence> evidence)
    {
        var entry = _entities.GetValueOrDefault(entity) ?? new Entry(RiskLedger.Empty(entity, parameters), null);
        _entities[entity] = entry with { Ledger = entry.Ledger.Add(evidence) };
    }

    /// <summary>Scores at <paramref name="end"/> that are to be written, ordered by entity. All anomalies that end by then must have been taken.</summary>
    public IReadOnlyList<RiskScore> Close(DateTimeOffset end)
    {
        if (end <= Position)
            return [];
        Position = end;
        return Due(end);
    }

    private List<RiskScore> Due(DateTimeOffset end)
    {
        var due = new List<RiskScore>();
        foreach (var (entity, entry) in _entities.ToList())
        {
            var score = entry.Ledger.At(end, context?.Of(entity));
            var isDue = RiskPublisher.IsDue(entry.Written, score);
            if (isDue)
                due.Add(score);
            if (score.Score == 0 && entry.Ledger.IsSpent(end))
                _entities.Remove(entity);
            else
                _entities[entity] = new Entry(entry.Ledger.Settled(end), isDue ? WrittenRisk.Of(score) : entry.Written);
        }

        return due;
    }

    public byte[] Write() => StateFormat.Write(writer =>
    {
        writer.Write(FormatVersion);
        writer.Write(Position?.UtcTicks ?? 0);
        writer.Write7BitEncodedInt(_entities.Count);
        foreach (var (_, entry) in _entities)
        {
            writer.WriteBlock(entry.Ledger.ToBytes());
            writer.Write(entry.Written is not null);
            if (entry.Written is not { } written)
                continue;
            writer.Write(written.Score);
            writer.Write((byte)written.Level);
            writer.Write(written.At.UtcTicks);
        }
    });

    /// <summary>Takes up what <see cref="Write"/> left.</summary>
    public void Restore(byte[] state)
    {
        using var reader = StateFormat.Reader(state);
        reader.ReadVersion(FormatVersion, "The risk state");
        var position = reader.ReadInt64();
        Position = position == 0 ? null : new DateTimeOffset(position, TimeSpan.Zero);
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var ledger = RiskLedger.FromBytes(reader.ReadBlock(), parameters);
            var written = reader.ReadBoolean()
                ? new WrittenRisk(reader.ReadDouble(), (RiskLevel)reader.ReadByte(), new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero))
                : null;
            _entities[ledger.Entity] = new Entry(ledger, written);
        }
    }

    private sealed record Entry(RiskLedger Ledger, WrittenRisk? Written);
}
