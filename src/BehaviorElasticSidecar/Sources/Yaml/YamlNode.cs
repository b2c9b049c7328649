namespace BehaviorElasticSidecar.Sources.Yaml;

/// <summary>A value as parsed. <see cref="Size"/> and <see cref="Depth"/> count aliases as if they were written out: the limits hold for what a reader meets.</summary>
internal abstract record YamlNode(YamlPlace Place, int Size, int Depth)
{
    public abstract string Kind { get; }
}

/// <param name="Plain">Without quotes: only then <c>~</c>, <c>null</c> and nothing mean "not given".</param>
internal sealed record YamlScalar(YamlPlace Place, string Text, bool Plain) : YamlNode(Place, 1, 1)
{
    public override string Kind => "a value";

    public bool IsNull => Plain && Text is "" or "~" or "null" or "Null" or "NULL";
}

internal sealed record YamlList(YamlPlace Place, IReadOnlyList<YamlNode> Items)
    : YamlNode(Place, 1 + Items.Sum(i => i.Size), 1 + (Items.Count == 0 ? 0 : Items.Max(i => i.Depth)))
{
    public override string Kind => "a list";
}

internal sealed record YamlMap(YamlPlace Place, IReadOnlyList<YamlEntry> Entries)
    : YamlNode(Place, 1 + Entries.Sum(e => 1 + e.Value.Size), 1 + (Entries.Count == 0 ? 0 : Entries.Max(e => e.Value.Depth)))
{
    public override string Kind => "a mapping";
}

/// <summary>A key with its own place: faults about keys point at it, faults about values at the value.</summary>
internal sealed record YamlEntry(string Key, YamlPlace Place, YamlNode Value);
