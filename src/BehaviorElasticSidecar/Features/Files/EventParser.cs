using System.Text.Json;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Reads the needed fields of one line at a time: a plain event, or a hit whose event stands under <c>_source</c>.</summary>
/// <remarks>Not thread-safe. Never throws for what a line holds.</remarks>
internal sealed class EventParser(FilePlan plan)
{
    private readonly PathNode _root = plan.Root;
    private readonly ValueTable _indexNames = plan.Tables[^1];
    private byte[] _scratch = new byte[256];
    private bool _isHit;

    /// <summary>What the line parsed last holds.</summary>
    public EventValues Values { get; } = new(plan);

    /// <summary>Name of the index in a hit.</summary>
    public FieldValue? Index { get; private set; }

    /// <summary>Null: the line is an event, and its fields stand in <see cref="Values"/>.</summary>
    public DropReason? Parse(ReadOnlySpan<byte> line)
    {
        Index = null;
        _isHit = false;
        Values.Reset();
        var scanner = new JsonScanner(line);
        if (scanner.Peek() != '{')
            return scanner.SkipValue(0) && scanner.IsAtEnd() ? DropReason.NotAnObject : DropReason.BrokenJson;
        return ReadObject(ref scanner, _root, 0) && scanner.IsAtEnd() ? null : DropReason.BrokenJson;
    }

    private bool ReadObject(ref JsonScanner scanner, PathNode node, int depth)
    {
        if (depth >= JsonScanner.MaxDepth || !scanner.Take((byte)'{'))
            return false;
        if (scanner.Take((byte)'}'))
            return true;
        int more;
        do
        {
            if (!scanner.TryName(out var name, out var isEscaped) || (isEscaped && !TryUnescape(name, out name)))
                return false;
            var isGood = depth == 0 ? ReadRootMember(ref scanner, name) : ReadMember(ref scanner, node.Find(name), depth);
            if (!isGood)
                return false;
            more = scanner.TakeCommaOr((byte)'}');
        }
        while (more > 0);
        return more == 0;
    }

    /// <summary>What stands beside <c>_source</c> is the hit's, not the event's.</summary>
    private bool ReadRootMember(ref JsonScanner scanner, ReadOnlySpan<byte> name)
    {
        if (name.Length == 0 || name[0] != '_')
            return _isHit ? scanner.SkipValue(1) : ReadMember(ref scanner, _root.Find(name), 0);
        if (name.SequenceEqual("_index"u8) && scanner.Peek() == '"')
        {
            if (!TryText(ref scanner, out var index))
                return false;
            Index = _indexNames.Get(index);
            return true;
        }

        if (!name.SequenceEqual("_source"u8) || scanner.Peek() != '{')
            return _isHit ? scanner.SkipValue(1) : ReadMember(ref scanner, _root.Find(name), 0);
        _isHit = true;
        Values.Reset();
        return ReadObject(ref scanner, _root, 1);
    }

    /// <param name="depth">Of the object that the member stands in, from 0.</param>
    private bool ReadMember(ref JsonScanner scanner, PathNode? node, int depth) =>
        node is null ? scanner.SkipValue(depth + 1) : ReadValue(ref scanner, node, depth + 1);

    private bool ReadValue(ref JsonScanner scanner, PathNode node, int depth)
    {
        switch (scanner.Peek())
        {
            case (byte)'"':
                if (!TryText(ref scanner, out var text))
                    return false;
                if (node.Slot is { IsGeoPoint: true, WantsText: true } place)
                    return TakePlace(place, text);
                Take(node, text, JsonTokenType.String);
                return true;
            case (byte)'{':
                return ReadInner(ref scanner, node, depth);
            case (byte)'[':
                return ReadArray(ref scanner, node, depth);
            default:
                if (!scanner.TryWord(out var word))
                    return false;
                if (word[0] != 'n')
                    Take(node, word, word[0] == 't' ? JsonTokenType.True : word[0] == 'f' ? JsonTokenType.False : JsonTokenType.Number);
                return true;
        }
    }

    private void Take(PathNode node, ReadOnlySpan<byte> text, JsonTokenType type)
    {
        if (node.Slot is { } slot)
            Values.Take(slot, text, type);
        else
            Values.Flag(DropReason.WrongType);
    }

    private bool ReadInner(ref JsonScanner scanner, PathNode node, int depth)
    {
        if (node.HasChildren)
            return ReadObject(ref scanner, node, depth);
        if (node.Slot is { IsGeoPoint: true, WantsText: true } slot)
        {
            var point = default(GeoPointText);
            return point.TryReadObject(ref scanner, depth) && TakePoint(slot, point);
        }

        Values.Flag(DropReason.WrongType);
        return scanner.SkipValue(depth);
    }

    /// <summary>Several values; but two or three numbers are one place.</summary>
    private bool ReadArray(ref JsonScanner scanner, PathNode node, int depth)
    {
        scanner.Take((byte)'[');
        if (depth >= JsonScanner.MaxDepth)
            return false;
        if (scanner.Take((byte)']'))
            return true;
        var place = node.Slot is { IsGeoPoint: true, WantsText: true } ? node.Slot : null;
        var point = default(GeoPointText);
        int more;
        do
        {
            var isNumber = place is not null && scanner.Peek() is (byte)'-' or (>= (byte)'0' and <= (byte)'9');
            if (isNumber ? !point.TryReadNumber(ref scanner) : !ReadValue(ref scanner, node, depth + 1))
                return false;
            more = scanner.TakeCommaOr((byte)']');
        }
        while (more > 0);
        return more == 0 && (point.IsEmpty || TakePoint(place!, point));
    }

    private bool TakePlace(FieldSlot slot, ReadOnlySpan<byte> text)
    {
        var point = default(GeoPointText);
        point.ReadText(text);
        return TakePoint(slot, point);
    }

    private bool TakePoint(FieldSlot slot, in GeoPointText point)
    {
        Span<byte> text = stackalloc byte[GeoPointText.MaxLength];
        if (point.TryWrite(text, out var length))
            Values.Take(slot, text[..length], JsonTokenType.String);
        else
            Values.Flag(DropReason.WrongType);
        return true;
    }

    private bool TryText(ref JsonScanner scanner, out ReadOnlySpan<byte> text) =>
        scanner.TryString(out text, out var isEscaped) && (!isEscaped || TryUnescape(text, out text));

    /// <summary>False: the escapes make half a character, or the bytes are not UTF-8.</summary>
    private bool TryUnescape(ReadOnlySpan<byte> content, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (_scratch.Length < content.Length * 2 + 2)
            _scratch = new byte[Math.Max(content.Length * 2 + 2, _scratch.Length * 2)];
        var quoted = _scratch.AsSpan(0, content.Length + 2);
        quoted[0] = quoted[^1] = (byte)'"';
        content.CopyTo(quoted[1..]);
        var reader = new Utf8JsonReader(quoted);
        try
        {
            reader.Read();
            var free = _scratch.AsSpan(content.Length + 2);
            text = free[..reader.CopyString(free)];
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
