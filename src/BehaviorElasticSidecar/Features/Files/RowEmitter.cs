namespace BehaviorElasticSidecar.Features.Files;

/// <summary>What one event adds to the rows of one source's queries, as design section 4 says.</summary>
internal sealed class RowEmitter(FilePlan plan)
{
    private const long HourMilliseconds = 3_600_000, ImportMilliseconds = 48 * HourMilliseconds;

    private readonly bool[] _passes = new bool[plan.Sources.Max(s => s.ColumnFilters.Length)];

    /// <summary>Appends the record and all it brings; reasons for which a query went without the event, one bit each.</summary>
    public uint Emit(EventBlock block, SourcePlan source, EventValues values, ref EventRecord record)
    {
        var ingested = source.IngestedSlot < 0 ? null : values.Slots[source.IngestedSlot].Time;
        record.HasIngested = ingested is not null;
        record.IsImport = ingested >= record.Time - record.Time % HourMilliseconds + HourMilliseconds + ImportMilliseconds;
        record.UpdateStart = block.Updates.Count;
        record.KeptStart = block.Kept.Count;
        var any = false;
        for (var i = 0; i < source.ColumnFilters.Length; i++)
            any |= _passes[i] = source.ColumnFilters[i].Passes(values.Bits);
        var flags = 0U;
        if (any)
        {
            foreach (var query in source.Queries)
                flags |= Emit(block, query, values, record.Time, ingested);
        }

        record.UpdateCount = block.Updates.Count - record.UpdateStart;
        record.KeptCount = block.Kept.Count - record.KeptStart;
        block.Events.Add() = record;
        return flags;
    }

    private uint Emit(EventBlock block, QueryPlan query, EventValues values, long time, long? ingested)
    {
        if (!IsWanted(query))
            return 0;
        var entities = Entities(query, values);
        if (entities.Length == 0)
            return query.Query.MayLackEntities ? 0 : 1U << (int)DropReason.NoEntity;
        ReadOnlySpan<FieldValue> groups = query.GroupSlot < 0 ? [] : values.Slots[query.GroupSlot].Texts;
        if (query.GroupSlot >= 0 && groups.Length == 0)
            return 0;
        var bucket = time - time % query.SpanMilliseconds;
        var isLate = ingested >= bucket + query.SpanMilliseconds + query.DelayMilliseconds;
        var (hitStart, keptStart) = (block.Hits.Count, block.Kept.Count);
        AddHits(block, query, values);
        var update = new RowUpdate
        {
            Bucket = bucket, Query = query.Index, HitStart = hitStart, HitCount = block.Hits.Count - hitStart,
            IsLate = isLate, LateIn = isLate ? query.LateIn(bucket, ingested!.Value) : QueryPlan.NeverRead,
        };
        var named = false;
        foreach (var raw in entities)
        {
            if (raw.Fold(query.EntityFold, plan.Folds) is not { } entity)
                continue;
            named = true;
            AddRows(block, query, entity, groups, update);
            foreach (var events in query.Events)
                Keep(block, events, values, update, entity, keptStart);
        }

        return named || query.Query.MayLackEntities ? 0 : 1U << (int)DropReason.NotAnEntity;
    }

    private bool IsWanted(QueryPlan query)
    {
        foreach (var filter in query.Filters)
        {
            if (_passes[filter])
                return true;
        }

        return false;
    }

    /// <summary>Values of the first step's field that applies and is present; empty if none does.</summary>
    private static ReadOnlySpan<FieldValue> Entities(QueryPlan query, EventValues values)
    {
        foreach (var actor in query.Actors)
        {
            if (values.Slots[actor.Slot].IsPresent && (actor.When is null || actor.When.Passes(values.Bits)))
                return values.Slots[actor.Slot].Texts;
        }

        return [];
    }

    private void AddRows(EventBlock block, QueryPlan query, FieldValue entity, ReadOnlySpan<FieldValue> groups, RowUpdate update)
    {
        if (query.GroupSlot < 0)
        {
            update.Key = new RowKey(entity, null);
            block.Updates.Add() = update;
            return;
        }

        foreach (var raw in groups)
        {
            if (raw.IsNothing || raw.Fold(query.GroupFold, plan.Folds) is not { } group)
                continue;
            update.Key = new RowKey(entity, group);
            block.Updates.Add() = update;
        }
    }

    private void AddHits(EventBlock block, QueryPlan query, EventValues values)
    {
        for (var i = 0; i < query.Columns.Length; i++)
        {
            ref readonly var column = ref query.Columns[i];
            if (!_passes[column.Filter])
                continue;
            ref var hit = ref block.Hits.Add();
            hit = new ColumnHit { Column = i };
            if (column.Metric == Metric.Distinct)
                AddTexts(block, values.Slots[column.Slot].Texts, ref hit);
            else if (column.Slot >= 0)
                AddNumbers(block, values.Slots[column.Slot].Numbers, ref hit);
        }
    }

    private static void AddTexts(EventBlock block, ReadOnlySpan<FieldValue> texts, ref ColumnHit hit)
    {
        (hit.Start, hit.Count) = (block.Texts.Count, texts.Length);
        foreach (var text in texts)
        {
            block.Texts.Add() = text;
            hit.TextBytes += text.HeldBytes;
        }
    }

    private static void AddNumbers(EventBlock block, ReadOnlySpan<double> numbers, ref ColumnHit hit)
    {
        (hit.Start, hit.Count) = (block.Numbers.Count, numbers.Length);
        foreach (var number in numbers)
            block.Numbers.Add() = number;
    }

    /// <summary>Once per event and entity, also where two of the event's names fold together.</summary>
    private void Keep(EventBlock block, EventsPlan events, EventValues values, in RowUpdate update, FieldValue entity, int keptStart)
    {
        if (!_passes[events.Filter])
            return;
        foreach (ref readonly var known in block.Kept.Slice(keptStart, block.Kept.Count - keptStart))
        {
            if (known.Binding == events.Binding && known.Entity.Equals(entity))
                return;
        }

        block.Kept.Add() = new KeptEvent
        {
            Entity = entity, Bucket = update.Bucket, Query = update.Query, Binding = events.Binding,
            TextStart = block.Texts.Count, TextCount = events.Slots.Length,
            IsLate = update.IsLate, LateIn = update.LateIn,
        };
        foreach (var slot in events.Slots)
            block.Texts.Add() = Least(values.Slots[slot].Texts);
    }

    /// <summary>Of several values the ordinally least, as sorted doc values give it first.</summary>
    private static FieldValue? Least(ReadOnlySpan<FieldValue> texts)
    {
        var least = texts.Length == 0 ? null : texts[0];
        foreach (var text in texts)
        {
            if (string.CompareOrdinal(text.Text, least!.Text) < 0)
                least = text;
        }

        return least;
    }
}
