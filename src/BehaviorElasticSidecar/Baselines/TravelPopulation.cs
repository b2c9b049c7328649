using System.Net;
using System.Net.Sockets;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

internal sealed class TravelDay(DailySums sums, FirstShown networks) : PopulationDay
{
    public DailySums Sums { get; } = sums;

    public FirstShown Networks { get; } = networks;
}

/// <summary>How often impossible travel happens here, and which networks are known egress points: shared by many users.</summary>
internal sealed class TravelPopulation(DecayedSums sums, Prevalences networks, double entities) : Population
{
    public const int ActiveDays = 0, ImpossibleDays = 1, NewEntities = 2, Length = 3;

    /// <summary>Entity-days that the prior rate of one in 200 is worth: geo databases err about that often before egress points are learnt.</summary>
    private const double PriorDays = 200, PriorImpossible = 1;

    /// <summary>An address that five use is no home; a network of 256 that ten use is an office, a VPN or a relay. In large sites one and two in a thousand.</summary>
    private const double AddressUsers = 5, NetworkUsers = 10, AddressShare = 0.001, NetworkShare = 0.002;

    private const ulong AddressSeed = 1, NetworkSeed = 2;

    public DecayedSums Sums { get; } = sums;

    public Prevalences Networks { get; } = networks;

    /// <summary>Entities ever seen.</summary>
    public double Entities { get; } = entities;

    /// <summary>Impossible days per active day, 0..1.</summary>
    public double Rate => (Math.Max(0, Sums[ImpossibleDays]) + PriorImpossible) / (Math.Max(0, Sums[ActiveDays]) + PriorDays);

    public bool IsEgress(string address) =>
        Networks.Of(AddressHash(address)).Entities >= Math.Max(AddressUsers, AddressShare * Entities)
        || Networks.Of(NetworkHash(address)).Entities >= Math.Max(NetworkUsers, NetworkShare * Entities);

    public static ulong AddressHash(string address) => StableHash.Of(address, AddressSeed);

    /// <summary>Of the /24 of an IPv4 address, the /48 of an IPv6 address; of the text itself if it is neither.</summary>
    public static ulong NetworkHash(string address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!IPAddress.TryParse(address, out var parsed) || !parsed.TryWriteBytes(bytes, out _))
            return StableHash.Of(address, NetworkSeed);
        return StableHash.Of(bytes[..(parsed.AddressFamily == AddressFamily.InterNetwork ? 3 : 6)], NetworkSeed);
    }
}
