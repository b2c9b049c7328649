namespace BehaviorElasticSidecar.Sources.Yaml;

/// <summary>Keys and values of a YAML mapping, read with types. A wrong value adds a fault and reads as absent (null), so reading goes on and finds the next.</summary>
/// <remarks>A key without a value (<c>key:</c>, <c>~</c>, <c>null</c>) counts as absent. Keys are case-sensitive. Numbers in lists stay texts.</remarks>
public sealed partial class YamlMapping
{
    private readonly YamlMap _map;
    private readonly YamlFaults _faults;

    internal YamlMapping(YamlMap map, string path, YamlFaults faults)
    {
        _map = map;
        Path = path;
        _faults = faults;
    }

    /// <summary>Full path in the file, e.g. <c>sources[0]</c>; empty at the root.</summary>
    public string Path { get; }

    public YamlPlace Place => _map.Place;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<string> Keys => [.. _map.Entries.Select(e => e.Key)];

    /// <summary>Whether the key has a value.</summary>
    public bool Has(string key) => Value(key) is not null;

    /// <summary>Adds a fault for every key that is not allowed, with the allowed ones and the one that was probably meant.</summary>
    public void RefuseUnknown(IReadOnlyCollection<string> allowed)
    {
        foreach (var entry in _map.Entries.Where(e => !allowed.Contains(e.Key)))
        {
            var near = NearestSpelling.Of(entry.Key, allowed);
            var hint = near is null ? "" : $", did you mean '{near}'?";
            _faults.Add(entry.Place, PathOf(entry.Key), $"unknown key{hint}", entry.Key, Ordered(allowed));
        }
    }

    /// <summary>Adds a fault for every key that has no value.</summary>
    public void Require(params IReadOnlyList<string> keys)
    {
        foreach (var key in keys.Where(k => !Has(k)))
            Fault(key, "the key is missing");
    }

    /// <summary>Adds a fault at the key's value, or at the mapping where the key is absent.</summary>
    public void Fault(string key, string message, IReadOnlyList<string>? allowed = null)
    {
        var value = Value(key);
        _faults.Add(value?.Place ?? Place, PathOf(key), message, (value as YamlScalar)?.Text, allowed);
    }

    /// <summary>Adds a fault at the key itself: it is not what may stand here.</summary>
    public void FaultAtKey(string key, string message, IReadOnlyList<string>? allowed = null) =>
        _faults.Add(_map.Entries.FirstOrDefault(e => e.Key == key)?.Place ?? Place, PathOf(key), message, key, allowed);

    /// <summary>Adds a fault at one item of a list (or at the value itself where a single text stands for the list).</summary>
    public void FaultAt(string key, int item, string message, IReadOnlyList<string>? allowed = null)
    {
        if (Value(key) is not YamlList list || item >= list.Items.Count)
            Fault(key, message, allowed);
        else
            _faults.Add(list.Items[item].Place, $"{PathOf(key)}[{item}]", message, (list.Items[item] as YamlScalar)?.Text, allowed);
    }

    /// <summary>Where the key's value stands; the mapping's own place if it is absent.</summary>
    public YamlPlace PlaceOf(string key) => Value(key)?.Place ?? Place;

    /// <summary>A copy in which the dotted path holds the text: how environment variables and flags take part in the same validation.</summary>
    /// <param name="origin">Named in faults instead of a file, e.g. <c>environment BEHAVIOR_URL</c>.</param>
    public YamlMapping With(string dottedPath, string text, string origin) =>
        new(Set(_map, dottedPath.Split('.'), new YamlScalar(new YamlPlace(origin, 0, 0), text, Plain: true)), Path, _faults);

    /// <inheritdoc cref="With(string, string, string)"/>
    public YamlMapping With(string dottedPath, IReadOnlyList<string> texts, string origin)
    {
        var place = new YamlPlace(origin, 0, 0);
        return new YamlMapping(
            Set(_map, dottedPath.Split('.'), new YamlList(place, [.. texts.Select(t => new YamlScalar(place, t, Plain: true))])), Path, _faults);
    }

    /// <summary>These keys over those of <paramref name="below"/>, each as a whole; faults name the file that a key came from.</summary>
    public YamlMapping Over(YamlMapping below) =>
        new(new YamlMap(Place, [.. _map.Entries, .. below._map.Entries.Where(e => _map.Entries.All(own => own.Key != e.Key))]), Path, _faults);

    private static YamlMap Set(YamlMap map, ReadOnlySpan<string> path, YamlNode value)
    {
        var key = path[0];
        var at = map.Entries.ToList().FindIndex(e => e.Key == key);
        if (path.Length > 1)
        {
            var child = at >= 0 && map.Entries[at].Value is YamlMap inner ? inner : new YamlMap(value.Place, []);
            value = Set(child, path[1..], value);
        }

        var entries = map.Entries.ToList();
        var entry = new YamlEntry(key, at >= 0 && path.Length > 1 ? entries[at].Place : value.Place, value);
        if (at >= 0)
            entries[at] = entry;
        else
            entries.Add(entry);
        return new YamlMap(map.Place, entries);
    }

    private YamlNode? Value(string key)
    {
        foreach (var entry in _map.Entries)
            if (entry.Key == key)
                return entry.Value is YamlScalar { IsNull: true } ? null : entry.Value;
        return null;
    }

    private string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    private static IReadOnlyList<string> Ordered(IEnumerable<string> allowed) => [.. allowed.Order(StringComparer.Ordinal)];
}
