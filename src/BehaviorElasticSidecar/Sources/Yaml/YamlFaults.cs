namespace BehaviorElasticSidecar.Sources.Yaml;

/// <summary>Collects the faults of all files that are read together, so that they are all said at once.</summary>
public sealed class YamlFaults
{
    private readonly List<YamlFault> _faults = [];

    public int Count => _faults.Count;

    /// <summary>By file, line and column, without repetitions.</summary>
    public IReadOnlyList<YamlFault> Sorted =>
    [
        .. _faults.DistinctBy(f => f.ToString())
            .OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Column).ThenBy(f => f.Key, StringComparer.Ordinal),
    ];

    public void Add(YamlFault fault) => _faults.Add(fault);

    public void Add(YamlPlace place, string key, string message, string? seen = null, IReadOnlyList<string>? allowed = null) =>
        _faults.Add(new YamlFault(place.File, place.Line, place.Column, key, seen, allowed ?? [], message));

    /// <summary>Throws <see cref="YamlFaultsException"/> with all of them, if there are any.</summary>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
            throw new YamlFaultsException(Sorted);
    }
}

/// <summary>Settings, detectors or sources are wrong; the message lists every fault on a line of its own.</summary>
public sealed class YamlFaultsException(IReadOnlyList<YamlFault> faults) : FormatException(string.Join('\n', faults))
{
    public IReadOnlyList<YamlFault> Faults { get; } = faults;
}
