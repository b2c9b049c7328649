namespace BehaviorElasticSidecar.Features.Files;

/// <summary>The needed paths as a tree. From each node every needed path below is found by one look-up, nested or dotted.</summary>
internal sealed class PathNode
{
    private readonly SortedDictionary<string, PathNode> _children = new(StringComparer.Ordinal);
    private (byte[] Name, PathNode Node)[] _table = [];
    private int _mask;

    /// <summary>Null for a node that only leads to others.</summary>
    public FieldSlot? Slot { get; private set; }

    public bool HasChildren => _children.Count > 0;

    public void Add(FieldSlot slot)
    {
        var node = this;
        foreach (var name in slot.Path.Split('.'))
        {
            if (!node._children.TryGetValue(name, out var child))
                node._children.Add(name, child = new PathNode());
            node = child;
        }

        node.Slot = slot;
    }

    /// <summary>After the last <see cref="Add"/>, on the root.</summary>
    public void Freeze()
    {
        var below = Descendants("").ToList();
        var size = 4;
        while (size < below.Count * 4)
            size *= 2;
        _mask = size - 1;
        _table = new (byte[], PathNode)[size];
        foreach (var (name, node) in below)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(name);
            var at = Hash(bytes) & _mask;
            while (_table[at].Name is not null)
                at = (at + 1) & _mask;
            _table[at] = (bytes, node);
        }

        foreach (var child in _children.Values)
            child.Freeze();
    }

    /// <summary>Null: nothing below this name is needed.</summary>
    public PathNode? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length == 0)
            return null;
        for (var at = Hash(name) & _mask; ; at = (at + 1) & _mask)
        {
            ref var entry = ref _table[at];
            if (entry.Name is null)
                return null;
            if (entry.Name.Length == name.Length && name.SequenceEqual(entry.Name))
                return entry.Node;
        }
    }

    private static int Hash(ReadOnlySpan<byte> name) =>
        (name.Length * 31) + (name[0] * 7) + (name[^1] * 13) + (name[name.Length / 2] * 3);

    private IEnumerable<(string Name, PathNode Node)> Descendants(string prefix)
    {
        foreach (var (name, child) in _children)
        {
            yield return (prefix + name, child);
            foreach (var below in child.Descendants($"{prefix}{name}."))
                yield return below;
        }
    }
}
