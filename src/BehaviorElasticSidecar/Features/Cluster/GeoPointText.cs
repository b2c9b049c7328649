using System.Globalization;
using System.Text.Json;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>A <c>geo_point</c> as <c>lat,lon</c> in degrees, whichever of its spellings the event uses.</summary>
internal static class GeoPointText
{
    /// <summary>Object with lat and lon, GeoJSON point, [lon, lat], "lat,lon", or WKT "POINT (lon lat)"; null for anything else or out of range.</summary>
    public static string? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Of(value.GetString()!),
        JsonValueKind.Array => FromArray(value),
        JsonValueKind.Object when value.TryGetProperty("coordinates", out var coordinates) => FromArray(coordinates),
        JsonValueKind.Object when value.TryGetProperty("lat", out var lat) && value.TryGetProperty("lon", out var lon) => Text(Number(lat), Number(lon)),
        _ => null,
    };

    /// <summary>The same of a text.</summary>
    public static string? Of(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.IndexOf(')', StringComparison.Ordinal);
        if (open > 0 && close > open && text[..open].Trim().Equals("POINT", StringComparison.OrdinalIgnoreCase))
        {
            var parts = text[(open + 1)..close].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return parts.Length >= 2 ? Text(Parse(parts[1]), Parse(parts[0])) : null;
        }

        var pair = text.Split(',');
        return pair.Length >= 2 ? Text(Parse(pair[0]), Parse(pair[1])) : null;
    }

    private static string? FromArray(JsonElement array)
    {
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() < 2 || array[0].ValueKind != JsonValueKind.Number)
            return null;
        return Text(Number(array[1]), Number(array[0]));
    }

    private static double Number(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String => Parse(element.GetString()!),
        _ => double.NaN,
    };

    private static double Parse(string text) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    private static string? Text(double lat, double lon) =>
        lat is >= -90 and <= 90 && lon is >= -180 and <= 180 ? FormattableString.Invariant($"{lat:R},{lon:R}") : null;
}
