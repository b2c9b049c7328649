using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>A <c>geo_point</c> in degrees as <c>lat,lon</c>, shortest digits that give the number back: the spelling that both evaluators hand out.</summary>
internal struct GeoPointText
{
    public const int MaxLength = 64;

    private double? _latitude, _longitude;

    public readonly bool IsEmpty => _latitude is null && _longitude is null;

    /// <summary>GeoJSON order: longitude, latitude, and a height that does not count.</summary>
    public void AddNumber(double number)
    {
        if (_longitude is null)
            _longitude = number;
        else
            _latitude ??= number;
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
        var (first, second) = (Number(inner[..split]), Number(inner[(split + 1)..]));
        (_latitude, _longitude) = isWkt ? (second, first) : (first, second);
    }

    /// <summary>From the object's start to its end: <c>lat</c> and <c>lon</c>, or a GeoJSON point's <c>coordinates</c>.</summary>
    public void ReadObject(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isLatitude, isLongitude) = (reader.ValueTextEquals("lat"u8), reader.ValueTextEquals("lon"u8));
            var isGeoJson = reader.ValueTextEquals("coordinates"u8);
            reader.Read();
            if (isGeoJson && reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.Number)
                    AddNumber(reader.GetDouble());
                continue;
            }

            var text = reader.ValueSpan;
            if (reader.TokenType is JsonTokenType.Number or JsonTokenType.String
                && Utf8Parser.TryParse(text, out double number, out var used) && used == text.Length)
                (_latitude, _longitude) = (isLatitude ? number : _latitude, isLongitude ? number : _longitude);
            reader.Skip();
        }
    }

    private static double? Number(ReadOnlySpan<byte> text)
    {
        text = text.Trim((byte)' ');
        return Utf8Parser.TryParse(text, out double number, out var used) && used == text.Length ? number : null;
    }

    /// <summary>False: half a point, or none on Earth.</summary>
    public readonly bool TryWrite(Span<byte> text, out int length)
    {
        length = 0;
        return _latitude is >= -90 and <= 90 && _longitude is >= -180 and <= 180
            && Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"{_latitude.Value:R},{_longitude.Value:R}", out length);
    }
}
