using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BehaviorElasticSidecar.Sources.Yaml;

/// <summary>Builds nodes from the parser's events, keeping every place, within limits that no honest file meets.</summary>
/// <remarks>Aliases share nodes; sizes count them as written out, so a "billion laughs" file is refused when the first doubling passes the limit.</remarks>
internal sealed class YamlTreeReader(string file, IParser parser, YamlFaults faults)
{
    internal const int MaxCharacters = 1 << 20;
    internal const int MaxNodes = 50_000;
    internal const int MaxDepth = 32;

    private readonly Dictionary<AnchorName, YamlNode> _anchors = [];
    private int _nodes;

    /// <summary>The first document's root; null for an empty file. A second document is a fault.</summary>
    public YamlNode? Read()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
            return null;
        var root = Node(1);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
            faults.Add(Place(second.Start), "", "a second document in one file is not read: remove it or the '---' before it");
        return root;
    }

    private YamlNode Node(int depth)
    {
        if (depth > MaxDepth)
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"nested deeper than {MaxDepth} levels");
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return Aliased(alias, depth);
        var start = parser.Current as NodeEvent;
        YamlNode node = parser.Current switch
        {
            Scalar => Text(parser.Consume<Scalar>()),
            SequenceStart => List(parser.Consume<SequenceStart>(), depth),
            _ => Map(parser.Consume<MappingStart>(), depth),
        };
        Count(1, start!);
        if (!start!.Anchor.IsEmpty)
            _anchors[start.Anchor] = node;
        return node;
    }

    private YamlNode Aliased(AnchorAlias alias, int depth)
    {
        if (!_anchors.TryGetValue(alias.Value, out var node))
            throw new YamlException(alias.Start, alias.End, $"the anchor '{alias.Value}' is not defined above");
        if (depth + node.Depth > MaxDepth)
            throw new YamlException(alias.Start, alias.End, $"nested deeper than {MaxDepth} levels");
        Count(node.Size, alias);
        return node;
    }

    private void Count(int more, ParsingEvent at)
    {
        _nodes += more;
        if (_nodes > MaxNodes)
            throw new YamlException(at.Start, at.End, $"more than {MaxNodes} values, aliases written out");
    }

    private YamlScalar Text(Scalar scalar) => new(Place(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain);

    private YamlList List(SequenceStart start, int depth)
    {
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node(depth + 1));
        return new YamlList(Place(start.Start), items);
    }

    private YamlMap Map(MappingStart start, int depth)
    {
        var entries = new List<YamlEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(depth + 1);
            var value = Node(depth + 1);
            if (key is not YamlScalar text)
                faults.Add(key.Place, "", $"a key must be a text, not {key.Kind}");
            else if (!seen.Add(text.Text))
                faults.Add(text.Place, text.Text, "the key stands here a second time", text.Text);
            else
                entries.Add(new YamlEntry(text.Text, text.Place, value));
        }

        return new YamlMap(Place(start.Start), entries);
    }

    private YamlPlace Place(Mark mark) => new(file, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
