using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Makes a <see cref="FilePlan"/>: every condition is named once, then its bits are dealt out, then filters become masks.</summary>
internal sealed class FilePlanBuilder
{
    /// <summary>An index name is remembered with one bit per source.</summary>
    private const int MaxSources = 64;

    private static readonly string[] StreamFields = ["data_stream.type", "data_stream.dataset", "data_stream.namespace"];

    private readonly IEventWatch? _watch;
    private readonly List<FeatureQuery> _queries;
    private readonly List<Source> _sources;
    private readonly List<FieldSlot> _slots = [];
    private readonly Dictionary<string, FieldSlot> _byPath = new(StringComparer.Ordinal);
    private readonly List<NameFold> _folds = [];
    private readonly Dictionary<string, int> _foldByName = new(StringComparer.Ordinal);

    public FilePlanBuilder(IReadOnlyList<FeatureQuery> queries, IEventWatch? watch)
    {
        _watch = watch;
        _queries = [.. queries.OrderBy(q => q.Id, StringComparer.Ordinal)];
        _sources = [.. queries.Select(q => q.Source).DistinctBy(s => s.Id)];
        if (_sources.Count > MaxSources)
            throw new ArgumentException($"{_sources.Count} sources in one run over files; at most {MaxSources}", nameof(queries));
        if (_queries.DistinctBy(q => q.Id).Count() != _queries.Count)
            throw new ArgumentException("Feature queries with the same id", nameof(queries));
    }

    public FilePlan Build()
    {
        var times = _sources.Select(s => Time(s.TimeField)).Distinct().ToList();
        int[] streams = _sources.Count < 2 ? [] : [.. StreamFields.Select(f => Text(Stored(f)))];
        NameConditions();
        var words = 0;
        foreach (var slot in _slots)
        {
            slot.FirstWord = words;
            words += slot.Words;
        }

        SourcePlan[] sources = [.. _sources.Select(Compile)];
        return new FilePlan
        {
            Root = Tree(),
            Slots = _slots,
            Tables = [.. _slots.Append(new FieldSlot(_slots.Count, "_index")).Select(s => new ValueTable(s))],
            Sources = sources,
            Queries = [.. sources.SelectMany(s => s.Queries).OrderBy(q => q.Index)],
            TimeSlots = times,
            StreamSlots = streams,
            ConditionWords = words,
            Folds = [.. _folds],
        };
    }

    private PathNode Tree()
    {
        var root = new PathNode();
        foreach (var slot in _slots.Where(s => s.Constant is null))
            root.Add(slot);
        root.Freeze();
        return root;
    }

    private void NameConditions()
    {
        foreach (var source in _sources)
        {
            var queries = QueriesOf(source).ToList();
            var asked = EventCondition.OfSource(source).Fields
                .Concat(queries.SelectMany(q => q.Query.Columns).SelectMany(c => EventCondition.Of(source, c.Filter).Fields))
                .Concat(queries.SelectMany(q => q.Query.EntitySteps).SelectMany(s => s.When.Conditions));
            foreach (var condition in asked)
                Carrying(source, condition.Field).Test(condition.AnyOf);
        }
    }

    private SourcePlan Compile(Source source, int index)
    {
        var filters = QueriesOf(source).SelectMany(q => q.Query.Columns).Select(c => c.Filter).Distinct().ToList();
        return new SourcePlan
        {
            Index = index,
            Source = source,
            Patterns = new IndexPatterns(source.Indices),
            TimeSlot = Time(source.TimeField),
            IngestedSlot = source.IngestedField.Length == 0 ? -1 : Time(source.IngestedField),
            Filter = Test(source, EventCondition.OfSource(source)),
            ColumnFilters = [.. filters.Select(f => Test(source, EventCondition.Of(source, f)))],
            Queries = [.. QueriesOf(source).Select(q => Compile(source, index, q, filters))],
            Watched = [.. (_watch?.Fields(source) ?? []).Select(f => Watched(source, f))],
        };
    }

    private QueryPlan Compile(Source source, int sourceIndex, (FeatureQuery Query, int Index) query, List<EventFilter> filters)
    {
        var (sums, sets) = (0, 0);
        var columns = query.Query.Columns.Select(c => new ColumnPlan(
            c.Metric, filters.IndexOf(c.Filter), ValuesOf(source, c),
            c.Metric == Metric.Sum ? sums++ : c.Metric == Metric.Distinct ? sets++ : -1)).ToArray();
        var group = query.Query.GroupField;
        return new QueryPlan
        {
            Index = query.Index,
            Source = sourceIndex,
            Query = query.Query,
            SpanMilliseconds = (long)query.Query.Bucket.TotalMilliseconds,
            DelayMilliseconds = (long)source.IngestDelay.TotalMilliseconds,
            Actors =
            [
                .. query.Query.EntitySteps.Select(s => new ActorPlan(
                    Text(Carrying(source, s.Field)), s.When.Conditions.Count == 0 ? null : Test(source, EventCondition.OfStored(s.When)))),
            ],
            EntityFold = Fold($"entity:{query.Query.Kind}", raw => EntityNames.Normalise(query.Query.Kind, raw)),
            GroupSlot = group is null ? -1 : Text(Carrying(source, group)),
            GroupFold = group is null ? -1 : Fold($"value:{group}", raw => NameNormaliser.Value(group, raw)),
            Columns = columns,
            Filters = [.. columns.Select(c => c.Filter).Distinct()],
            Events = [.. EventsOf(source, query.Query, columns)],
            Sums = sums,
            Sets = sets,
            Late = LateReading.Of(query.Query),
        };
    }

    private IEnumerable<EventsPlan> EventsOf(Source source, FeatureQuery query, ColumnPlan[] columns)
    {
        for (var i = 0; i < query.Detectors.Count; i++)
        {
            var binding = query.Detectors[i];
            if (binding.Request.EventFields.Count > 0)
                yield return new EventsPlan(i, columns[binding.Columns[0]].Filter, [.. binding.Request.EventFields.Select(f => Text(Carrying(source, f)))]);
        }
    }

    private IEnumerable<(FeatureQuery Query, int Index)> QueriesOf(Source source) =>
        _queries.Select((q, i) => (q, i)).Where(q => q.q.Source.Id == source.Id);

    private FilterTest Test(Source source, EventCondition condition)
    {
        var (bits, others) = (new List<(int, bool)>(), new List<FilterTest>());
        foreach (var part in condition is EventCondition.All all ? all.Parts : [condition])
        {
            var (inner, isNegated) = part is EventCondition.Not not ? (not.Inner, true) : (part, false);
            if (inner is EventCondition.Stored stored)
                bits.Add((Bit(source, stored.Field), isNegated));
            else if (inner is EventCondition.Any any)
                others.Add(FilterTest.AnyOf([.. any.Ways.Select(c => Test(source, c))], isNegated));
            else
                others.Add(FilterTest.AnyOf([Test(source, inner)], isNegated));
        }

        return new FilterTest(bits, others);
    }

    private int Bit(Source source, FieldCondition condition)
    {
        var slot = Carrying(source, condition.Field);
        return slot.FirstWord * 64 + slot.Test(condition.AnyOf);
    }

    private int ValuesOf(Source source, FeatureColumn column)
    {
        if (column.Field is null)
            return -1;
        var slot = Carrying(source, column.Field);
        if (column.Metric == Metric.Distinct)
            slot.WantsText = true;
        else
            slot.WantsNumber = true;
        return slot.Index;
    }

    private int Fold(string name, Func<string, string?> fold)
    {
        if (!_foldByName.TryGetValue(name, out var index))
        {
            _foldByName.Add(name, index = _folds.Count);
            _folds.Add(new NameFold(fold));
        }

        return index;
    }

    private int Watched(Source source, WatchedField field)
    {
        var slot = Carrying(source, field.Field);
        slot.WantsTime |= field.As == WatchedAs.Time;
        slot.WantsHash |= field.As == WatchedAs.Hash;
        // Whoever needs the field already has it parsed: presence costs nothing more.
        slot.WantsText |= field.As == WatchedAs.Text && !slot.WantsNumber;
        return slot.Index;
    }

    private static int Text(FieldSlot slot)
    {
        slot.WantsText = true;
        return slot.Index;
    }

    private int Time(string field)
    {
        var slot = Stored(field);
        slot.WantsTime = true;
        return slot.Index;
    }

    /// <summary>The field of the events that carries an ECS field, or the constant that stands for it.</summary>
    private FieldSlot Carrying(Source source, string field)
    {
        if (source.Constants.TryGetValue(field, out var constant))
            return Slot($"{source.Id}\n{field}", field, constant);
        return Stored(field == "@timestamp" && !source.Fields.ContainsKey(field) ? source.TimeField : source.FieldOf(field));
    }

    /// <summary>A multi-field (<c>user.name.keyword</c>) has no text of its own in the events.</summary>
    private FieldSlot Stored(string path)
    {
        var own = path.EndsWith(".keyword", StringComparison.Ordinal) ? path[..^".keyword".Length] : path;
        return Slot(own, own, null);
    }

    private FieldSlot Slot(string key, string path, string? constant)
    {
        if (!_byPath.TryGetValue(key, out var slot))
        {
            _byPath.Add(key, slot = new FieldSlot(_slots.Count, path) { Constant = constant });
            _slots.Add(slot);
        }

        return slot;
    }
}
