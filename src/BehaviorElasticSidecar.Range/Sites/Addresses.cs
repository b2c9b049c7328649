namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>Which IPv4 address stands for what, as 32-bit numbers. Public ones come from the documentation and benchmark ranges (RFC 5737, RFC 2544): they are nobody's.</summary>
internal static class Addresses
{
    /// <summary>The office's one address on the internet.</summary>
    public static readonly uint Office = Of(203, 0, 113, 10);

    /// <summary>The firewall's outer side, where VPN clients connect.</summary>
    public static readonly uint Gateway = Of(203, 0, 113, 11);

    /// <summary>Home line of a person; <paramref name="lease"/> 0..3 as the provider changes it. Neighbours are not in one /24.</summary>
    public static uint Home(int person, int lease) => Of(198, 18, 0, 0) + unchecked((uint)(person * 4 + lease) * 251) % 65_536;

    /// <summary>A guest network at a travel place, room 1..250.</summary>
    public static uint Trip(int place, int room) => Of(198, 19, (byte)place, 0) + (uint)room;

    /// <summary>A guest network where somebody spends a vacation.</summary>
    public static uint Resort(Place place, int person) => Of(198, 19, (byte)(32 + place.AsNumber % 32), 0) + 1 + (uint)person % 250;

    /// <summary>A machine on the internet that guesses passwords.</summary>
    public static uint Guesser(int which) => Of(198, 19, 128, 0) + (uint)which % 32_768;

    /// <summary>A cloud service that everybody uses, 0..200.</summary>
    public static uint CloudService(int which) => Of(198, 51, 100, 10) + (uint)which;

    /// <summary>A site of the web, 0..16,383: always under the same address.</summary>
    public static uint Web(int which) => Of(198, 19, 64, 0) + (uint)which % 16_384;

    /// <summary>The resolver that all machines ask: the domain controller, the first of the servers.</summary>
    public static readonly uint Resolver = Server(0);

    public static uint Server(int which) => Of(10, 20, 0, 0) + 266 + (uint)which;

    /// <summary>A workstation's address from DHCP; each machine moves among three of its own.</summary>
    public static uint Lease(int person, int which) => Of(10, 24, 0, 0) + 256 + (uint)(person * 3 + which);

    /// <summary>A workstation that several people share.</summary>
    public static uint Terminal(int which) => Of(10, 22, 0, 0) + 256 + (uint)which;

    public static uint VpnLease(int person, int which) => Of(10, 28, 0, 0) + 256 + (uint)(person * 3 + which);

    public static bool IsPublic(uint address) => address >> 24 != 10;

    public static uint Of(byte a, byte b, byte c, byte d) => ((uint)a << 24) | ((uint)b << 16) | ((uint)c << 8) | d;
}
