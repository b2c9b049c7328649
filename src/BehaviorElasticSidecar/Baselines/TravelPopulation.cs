using System.Net;
using System.Net.Sockets;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

internal sealed class TravelDay(DailySums sums, FirstShown networks) : PopulationDay
{
    public DailySums Sums { get; } = sums;

    public FirstShown Networks { get; } = networks;
}

/// <summary>How often impossible travel happens here, which addresses many users share, and which of those are places where people are.</summary>
internal sealed class TravelPopulation(DecayedSums sums, Prevalences networks, double entities) : Population
{
    public const int ActiveDays = 0, ImpossibleDays = 1, NewEntities = 2, Length = 3;

    /// <summary>Entity-days that the prior rate of one in 200 is worth: geo databases err about that often before egress points are learnt.</summary>
    private const double PriorDays = 200, PriorImpossible = 1;

    /// <summary>An address that five use is no home; a network of 256 that ten use is an office, a VPN or a relay. In large sites one and two in a thousand.</summary>
    private const double AddressUsers = 5, NetworkUsers = 10, AddressShare = 0.001, NetworkShare = 0.002;

    private const ulong AddressSeed = 1, NetworkSeed = 2, PassageSeed = 3, ImpossibleSeed = 4;

    public DecayedSums Sums { get; } = sums;

    public Prevalences Networks { get; } = networks;

    /// <summary>Entities ever seen.</summary>
    public double Entities { get; } = entities;

    /// <summary>Impossible days per active day, 0..1.</summary>
    public double Rate => (Math.Max(0, Sums[ImpossibleDays]) + PriorImpossible) / (Math.Max(0, Sums[ActiveDays]) + PriorDays);

    /// <summary>
    /// Share (0..1) of the passages between places of one's own and the shared address that nobody can make: next to none at an office, many at an exit of a VPN. Laplace's rule
    /// of succession, so an address must prove that it is a place.
    /// </summary>
    public double RateOf(string shared) => (Networks.Of(ImpossibleHash(shared)).Entities + 1.0) / (Networks.Of(PassageHash(shared)).Entities + 2);

    public bool IsShared(string address) =>
        Networks.Of(AddressHash(address)).Entities >= Math.Max(AddressUsers, AddressShare * Entities)
        || Networks.Of(NetworkHash(address)).Entities >= Math.Max(NetworkUsers, NetworkShare * Entities);

    public static ulong AddressHash(string address) => StableHash.Of(address, AddressSeed);

    /// <summary>Under which passages at the address are counted.</summary>
    public static ulong PassageHash(string address) => StableHash.Of(address, PassageSeed);

    public static ulong ImpossibleHash(string address) => StableHash.Of(address, ImpossibleSeed);

    /// <summary>Of the /24 of an IPv4 address, the /48 of an IPv6 address; of the text itself if it is neither.</summary>
    public static ulong NetworkHash(string address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!IPAddress.TryParse(address, out var parsed) || !parsed.TryWriteBytes(bytes, out _))
            return StableHash.Of(address, NetworkSeed);
        return StableHash.Of(bytes[..(parsed.AddressFamily == AddressFamily.InterNetwork ? 3 : 6)], NetworkSeed);
    }
}
