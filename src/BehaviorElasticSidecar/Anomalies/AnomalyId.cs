using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Anomalies;

/// <summary>The id of a document follows from what it says, so that writing it twice is harmless.</summary>
internal static class AnomalyId
{
    /// <summary>32 hex digits. A partner or value that is missing and one that is empty differ, and no two lists of parts run together.</summary>
    public static string Of(string detectorId, string sourceId, EntityKey entity, BucketReading reading, string? partner, string? value)
    {
        var (from, to) = (Ticks(reading.Bucket.From), Ticks(reading.Bucket.To));
        return reading.LateIn is { } late
            ? Hash("late anomaly", detectorId, sourceId, entity.Kind.Name(), entity.Id, from, to, partner, value, Ticks(late.From))
            : Hash("anomaly", detectorId, sourceId, entity.Kind.Name(), entity.Id, from, to, partner, value);
    }

    /// <summary>Id of a risk score at a bucket's end.</summary>
    public static string OfRisk(EntityKey entity, DateTimeOffset at) => Hash("risk", entity.Kind.Name(), entity.Id, Ticks(at));

    /// <summary>Id of an entity's newest risk score.</summary>
    public static string OfLatestRisk(EntityKey entity) => Hash("risk-latest", entity.Kind.Name(), entity.Id);

    private static string Ticks(DateTimeOffset instant) => instant.UtcTicks.ToString("D", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Id of the document that says how rare a local day of an entity was.</summary>
    public static string OfDay(EntityKey entity, int localDay) =>
        Hash("day", entity.Kind.Name(), entity.Id, localDay.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Id of the document that says who an entity is.</summary>
    public static string OfEntity(EntityKey entity) => Hash("entity", entity.Kind.Name(), entity.Id);

    /// <summary>SHA-256 over each part's length and UTF-8 bytes; a missing part has length -1.</summary>
    private static string Hash(params ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = part is null ? [] : Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, part is null ? -1 : bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
