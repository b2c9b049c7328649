using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>A <c>geo_point</c> in degrees as <c>lat,lon</c>, shortest digits that give the number back: the spelling that both evaluators hand out.</summary>
internal struct GeoPointText
{
    public const int MaxLength = 64;

    private double? _latitude, _longitude;

    public readonly bool IsEmpty => _latitude is null && _longitude is null;

    /// <summary>GeoJSON order: longitude, latitude, and a height that does not count. False: no JSON.</summary>
    public bool TryReadNumber(ref JsonScanner scanner)
    {
        if (!scanner.TryWord(out var word))
            return false;
        if (Number(word) is not { } number)
            return true;
        if (_longitude is null)
            _longitude = number;
        else
            _latitude ??= number;
        return true;
    }

    /// <summary>From the object's start to its end: <c>lat</c> and <c>lon</c>, or a GeoJSON point's <c>coordinates</c>. False: no JSON.</summary>
    public bool TryReadObject(ref JsonScanner scanner, int depth)
    {
        if (depth >= JsonScanner.MaxDepth || !scanner.Take((byte)'{'))
            return false;
        if (scanner.Take((byte)'}'))
            return true;
        int more;
        do
        {
            if (!scanner.TryName(out var name, out _) || !TryReadMember(ref scanner, name, depth + 1))
                return false;
            more = scanner.TakeCommaOr((byte)'}');
        }
        while (more > 0);
        return more == 0;
    }

    /// <summary><c>lat,lon</c>, or WKT <c>POINT (lon lat)</c>; anything else leaves the point empty.</summary>
    public void ReadText(ReadOnlySpan<byte> text)
    {
        var open = text.IndexOf((byte)'(');
        var isWkt = open > 0 && Ascii.EqualsIgnoreCase(text[..open].Trim((byte)' '), "POINT"u8) && text[open..].Contains((byte)')');
        var inner = isWkt ? text[(open + 1)..(open + text[open..].IndexOf((byte)')'))].Trim((byte)' ') : text;
        var split = inner.IndexOf((byte)(isWkt ? ' ' : ','));
        if (split < 0)
            return;
        var (first, second) = (Number(inner[..split].Trim((byte)' ')), Number(inner[(split + 1)..].Trim((byte)' ')));
        (_latitude, _longitude) = isWkt ? (second, first) : (first, second);
    }

    /// <summary>False: half a point, or none on Earth.</summary>
    public readonly bool TryWrite(Span<byte> text, out int length)
    {
        length = 0;
        return _latitude is >= -90 and <= 90 && _longitude is >= -180 and <= 180
            && Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"{_latitude.Value:R},{_longitude.Value:R}", out length);
    }

    private bool TryReadMember(ref JsonScanner scanner, ReadOnlySpan<byte> name, int depth)
    {
        ReadOnlySpan<byte> value = default;
        var next = scanner.Peek();
        if (next == '[' && name.SequenceEqual("coordinates"u8))
            return TryReadCoordinates(ref scanner);
        var isGood = next == '"' ? scanner.TryString(out value, out _)
            : next is (byte)'{' or (byte)'[' ? scanner.SkipValue(depth) : scanner.TryWord(out value);
        if (isGood && name.SequenceEqual("lat"u8))
            _latitude = Number(value);
        else if (isGood && name.SequenceEqual("lon"u8))
            _longitude = Number(value);
        return isGood;
    }

    /// <summary>Of a GeoJSON point. False: no JSON, or not a list of numbers.</summary>
    private bool TryReadCoordinates(ref JsonScanner scanner)
    {
        scanner.Take((byte)'[');
        int more;
        do
        {
            if (!TryReadNumber(ref scanner))
                return false;
            more = scanner.TakeCommaOr((byte)']');
        }
        while (more > 0);
        return more == 0;
    }

    private static double? Number(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out double number, out var used) && used == text.Length ? number : null;
}
