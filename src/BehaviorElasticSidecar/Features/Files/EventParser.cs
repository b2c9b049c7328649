using System.Text.Json;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Reads the needed fields of one line at a time: a plain event, or a hit whose event stands under <c>_source</c>.</summary>
/// <remarks>Not thread-safe. Never throws for what a line holds.</remarks>
internal sealed class EventParser(FilePlan plan)
{
    private readonly PathNode _root = plan.Root;
    private readonly ValueTable _indexNames = plan.Tables[^1];
    private byte[] _scratch = new byte[256];

    /// <summary>What the line parsed last holds.</summary>
    public EventValues Values { get; } = new(plan);

    /// <summary>Name of the index in a hit.</summary>
    public FieldValue? Index { get; private set; }

    /// <summary>Null: the line is an event, and its fields stand in <see cref="Values"/>.</summary>
    public DropReason? Parse(ReadOnlySpan<byte> line)
    {
        Index = null;
        Values.Reset();
        var reader = new Utf8JsonReader(line, isFinalBlock: true, default);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                return reader.Read() ? DropReason.BrokenJson : DropReason.NotAnObject;
            }

            ReadRoot(ref reader);
            reader.Read();
            return null;
        }
        catch (JsonException)
        {
            return DropReason.BrokenJson;
        }
        catch (InvalidOperationException)
        {
            // The reader says so of escapes that are half a character.
            return DropReason.BrokenJson;
        }
    }

    private void ReadRoot(ref Utf8JsonReader reader)
    {
        var isHit = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueSpan.Length == 0 || reader.ValueSpan[0] is not ((byte)'_' or (byte)'\\'))
            {
                if (isHit)
                    reader.Skip();
                else
                    ReadProperty(ref reader, _root);
            }
            else if (reader.ValueTextEquals("_index"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String)
                    Index = _indexNames.Get(Unescaped(ref reader));
                reader.Skip();
            }
            else if (reader.ValueTextEquals("_source"u8))
            {
                reader.Read();
                isHit |= ReadSource(ref reader);
            }
            else if (isHit)
            {
                reader.Skip();
            }
            else
            {
                ReadProperty(ref reader, _root);
            }
        }
    }

    /// <summary>What stood beside <c>_source</c> is the hit's, not the event's.</summary>
    private bool ReadSource(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        Values.Reset();
        ReadObject(ref reader, _root);
        return true;
    }

    private void ReadObject(ref Utf8JsonReader reader, PathNode node)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            ReadProperty(ref reader, node);
    }

    private void ReadProperty(ref Utf8JsonReader reader, PathNode node)
    {
        var child = node.Find(Unescaped(ref reader));
        if (child is null)
        {
            reader.Skip();
            return;
        }

        reader.Read();
        ReadValue(ref reader, child);
    }

    private void ReadValue(ref Utf8JsonReader reader, PathNode node)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when node.HasChildren:
                ReadObject(ref reader, node);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.String when node.Slot is { IsGeoPoint: true, WantsText: true } slot:
                ReadGeoPoint(ref reader, node, slot);
                break;
            case JsonTokenType.StartObject:
                Values.Flag(DropReason.WrongType);
                reader.Skip();
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    ReadValue(ref reader, node);
                break;
            case JsonTokenType.Null:
                break;
            case var type when node.Slot is { } slot:
                Values.Take(slot, Unescaped(ref reader), type);
                break;
            default:
                Values.Flag(DropReason.WrongType);
                break;
        }
    }

    /// <summary>A point as object, text or two or three numbers; an array of anything else holds several points.</summary>
    private void ReadGeoPoint(ref Utf8JsonReader reader, PathNode node, FieldSlot slot)
    {
        var point = default(GeoPointText);
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            point.ReadObject(ref reader);
        }
        else if (reader.TokenType == JsonTokenType.String)
        {
            point.ReadText(Unescaped(ref reader));
        }
        else
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.Number)
                    point.AddNumber(reader.GetDouble());
                else
                    ReadValue(ref reader, node);
            }

            if (point.IsEmpty)
                return;
        }

        Span<byte> text = stackalloc byte[GeoPointText.MaxLength];
        if (point.TryWrite(text, out var length))
            Values.Take(slot, text[..length], JsonTokenType.String);
        else
            Values.Flag(DropReason.WrongType);
    }

    private ReadOnlySpan<byte> Unescaped(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan;
        if (_scratch.Length < reader.ValueSpan.Length)
            _scratch = new byte[Math.Max(reader.ValueSpan.Length, _scratch.Length * 2)];
        return _scratch.AsSpan(0, reader.CopyString(_scratch));
    }
}
