namespace BehaviorElasticSidecar.Tests.Range;

/// <summary>What benign events are like, gathered one by one: hundreds of thousands of them would not fit whole.</summary>
internal sealed class BenignTraits
{
    private readonly Dictionary<string, int> _kinds = [];
    private readonly Dictionary<string, HashSet<string>> _always = [];
    private readonly Dictionary<string, (int Count, string? Only)> _values = [];
    private readonly Dictionary<string, List<double>> _delays = [];

    /// <summary>Kind, path and type of every field.</summary>
    public HashSet<string> Typed { get; } = [];

    /// <summary>Dataset, path and style of every value.</summary>
    public HashSet<string> Styles { get; } = [];

    public IReadOnlyDictionary<string, List<double>> DelaySeconds => _delays;

    public void Add(EventShape shape)
    {
        _kinds[shape.Kind] = _kinds.GetValueOrDefault(shape.Kind) + 1;
        Typed.UnionWith(shape.Typed);
        foreach (var (path, value) in shape.Leaves)
        {
            Styles.Add($"{shape.Dataset} {path} {EventShape.StyleOf(path, value)}");
            var (key, text) = ($"{shape.Kind} {path}", value.ToString());
            _values[key] = _values.TryGetValue(key, out var seen) ? (seen.Count + 1, seen.Only == text ? text : null) : (1, text);
        }

        var paths = shape.Leaves.Select(l => l.Path);
        if (_always.TryGetValue(shape.Kind, out var always))
            always.IntersectWith(paths);
        else
            _always[shape.Kind] = [.. paths];
        if (!_delays.TryGetValue(shape.Dataset, out var delays))
            _delays[shape.Dataset] = delays = [];
        delays.Add(shape.DelaySeconds);
    }

    public bool Has(string kind) => _kinds.ContainsKey(kind);

    public int Count(string kind) => _kinds.GetValueOrDefault(kind);

    /// <summary>Paths that every event of the kind has.</summary>
    public IReadOnlySet<string> Always(string kind) => _always[kind];

    /// <summary>The one value that at least so many events of the kind have at the path; null if there is no such.</summary>
    public string? Constant(string kind, string path, int least) =>
        _values.TryGetValue($"{kind} {path}", out var seen) && seen.Count >= least ? seen.Only : null;
}
