using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Entities;

/// <summary>Which sources read given events, and how many of those say who acted, where and from where: what a configuration is judged by before it runs.</summary>
public sealed class SourceSurvey
{
    /// <summary>Examples kept of each source.</summary>
    private const int MostExamples = 20;

    /// <summary>Different data sets remembered of those that no source reads; more are counted only.</summary>
    private const int MostUnread = 200;

    private readonly IReadOnlyList<(Source Source, IdentityReader Reader)> _sources;
    private readonly Dictionary<string, SourceCoverage> _found = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _unread = new(StringComparer.Ordinal);

    /// <param name="sources">Where several would read an event, the one of the least <see cref="Rank"/> does, of equals the first.</param>
    public SourceSurvey(IReadOnlyList<Source> sources) =>
        _sources = [.. sources.OrderBy(Rank).Select(s => (s, new IdentityReader(s)))];

    /// <summary>Which of several that could read an event does: the least. Those that name data sets come before those with a filter, and these before the rest.</summary>
    public static int Rank(Source source) => source.Datasets.Count > 0 ? 0 : source.Filter.Conditions.Count > 0 ? 1 : 2;

    /// <summary>In the order of their ids; without those that read nothing.</summary>
    public IReadOnlyList<SourceCoverage> Found => [.. _found.Values.OrderBy(f => f.Source.Id, StringComparer.Ordinal)];

    /// <summary>Data set (or <c>?</c>) to events that no source reads.</summary>
    public IReadOnlyDictionary<string, long> Unread => _unread;

    /// <summary>The source that reads the event; null for none.</summary>
    /// <param name="matches">Whether a source's index patterns allow it: by the index, where that is known.</param>
    /// <param name="sampledFor">The source whose sample the event is of: it counts only if that is the one that reads it, as it is in the others' samples too. Null: all that there is.</param>
    public Source? Add(FlatEvent fields, string? dataset, Func<Source, bool> matches, Source? sampledFor = null)
    {
        foreach (var (source, reader) in _sources)
        {
            if ((dataset is not null && source.Datasets.Count > 0 && !SourceMatch.IsOf(source, dataset)) || !matches(source) || !reader.IsOfSource(fields))
                continue;
            if (sampledFor is null || sampledFor.Id == source.Id)
                Coverage(source).Add(reader, fields, dataset);
            return source;
        }

        var name = dataset ?? "?";
        if (_unread.ContainsKey(name) || _unread.Count < MostUnread)
            _unread[name] = _unread.GetValueOrDefault(name) + 1;
        return null;
    }

    private SourceCoverage Coverage(Source source)
    {
        if (!_found.TryGetValue(source.Id, out var coverage))
            _found.Add(source.Id, coverage = new SourceCoverage(source, MostExamples));
        return coverage;
    }
}

/// <summary>What the events of one source say.</summary>
public sealed class SourceCoverage(Source source, int mostExamples)
{
    private readonly List<EventIdentity> _examples = [];

    public Source Source => source;

    public long Events { get; private set; }

    /// <summary>Of them, left out as noise; not among the following.</summary>
    public long Noise { get; private set; }

    public long WithActor { get; private set; }

    public long WithHost { get; private set; }

    public long WithOrigin { get; private set; }

    public long WithCountry { get; private set; }

    public long WithCategory { get; private set; }

    /// <summary>Success or failure.</summary>
    public long WithOutcome { get; private set; }

    public SortedDictionary<ActorKind, long> Kinds { get; } = [];

    public SortedSet<string> Datasets { get; } = new(StringComparer.Ordinal);

    /// <summary>The first that differ.</summary>
    public IReadOnlyList<EventIdentity> Examples => _examples;

    /// <summary>0..1 of the events that are no noise.</summary>
    public double Share(long events) => Events == Noise ? 0 : (double)events / (Events - Noise);

    internal void Add(IdentityReader reader, FlatEvent fields, string? dataset)
    {
        Events++;
        if (dataset is not null && Datasets.Count < 100)
            Datasets.Add(dataset);
        if (!reader.Reads(fields))
        {
            Noise++;
            return;
        }

        var identity = reader.Read(fields);
        WithActor += identity.Actor is null ? 0 : 1;
        WithHost += identity.Host is null ? 0 : 1;
        WithOrigin += identity.Origin is null ? 0 : 1;
        WithCountry += fields.IsPresent("source.geo.country_iso_code") || fields.IsPresent("client.geo.country_iso_code") ? 1 : 0;
        WithCategory += identity.Category.Count == 0 ? 0 : 1;
        WithOutcome += identity.Outcome == "unknown" ? 0 : 1;
        if (identity.ActorKind is { } kind)
            Kinds[kind] = Kinds.GetValueOrDefault(kind) + 1;
        if (_examples.Count < mostExamples && !_examples.Exists(e => e.Action == identity.Action && e.ActorKind == identity.ActorKind && e.Outcome == identity.Outcome))
            _examples.Add(identity);
    }
}
