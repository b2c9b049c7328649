using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Range.Days;

namespace BehaviorElasticSidecar.Range.Delivery;

/// <summary>What becomes of events between their source and the index: lost, late, sent twice, followed by rubbish.</summary>
/// <remarks>Every verdict follows from the event itself, so no event changes what happens to another.</remarks>
internal sealed class Collectors(SampleOptions options)
{
    private const ulong OneTwiceIn = 1_000, OneBrokenIn = 10_000, OneLateIn = 150;
    private const long HourMs = 3_600_000, DayMs = 24 * HourMs;

    private static readonly int Cloud = Datasets.At("azure.signinlogs"), Mail = Datasets.At("o365.audit");
    private static readonly int[] OnLaptops = [Datasets.At("endpoint.events.process"), Datasets.At("endpoint.events.network")];

    private readonly (int Dataset, long FromMs, long ToMs, long? ArrivesMs)[] _outages = [.. Outage.Plan(options)
        .Select(o => (Datasets.At(o.Dataset), o.From.ToUnixTimeMilliseconds(), o.To.ToUnixTimeMilliseconds(), o.ArrivesAt?.ToUnixTimeMilliseconds()))];

    public long Lost { get; private set; }

    public long Late { get; private set; }

    public long Twice { get; private set; }

    public long Broken { get; private set; }

    /// <summary>False: it never arrives.</summary>
    public bool Take(in Act act, out Parcel parcel)
    {
        var dataset = Datasets.Of(act.Kind);
        parcel = new Parcel(act, dataset, Twice: false, Broken: false);
        if (!options.Wide)
            return true;
        var chance = Mixed(act.Salt);
        var late = LateSeconds(act, dataset, chance);
        if (late < 0)
        {
            Lost++;
            return false;
        }

        parcel = parcel with { Twice = chance % OneTwiceIn == 0, Broken = (chance >> 16) % OneBrokenIn == 0 };
        if (late > 0)
            parcel = parcel with { Act = act with { LateSeconds = late } };
        Late += late > 0 ? 1 : 0;
        Twice += parcel.Twice ? 1 : 0;
        Broken += parcel.Broken ? 1 : 0;
        return true;
    }

    /// <summary>Below 0: never.</summary>
    private int LateSeconds(in Act act, int dataset, ulong chance)
    {
        foreach (var (stream, from, to, arrives) in _outages)
        {
            if (stream == dataset && act.TimeMs >= from && act.TimeMs < to)
                return arrives is { } then ? (int)((then - act.TimeMs) / 1000) : -1;
        }

        if (dataset == Mail || dataset == Cloud)
            return CloudLate(act, dataset, chance);
        if (act.On is { } host && OnLaptops.Contains(dataset))
            return LaptopLate(act, host.Name);
        return 0;
    }

    /// <summary>The suite's audit feed: now and then an hour comes as a whole some hours later, and single events up to a day.</summary>
    private int CloudLate(in Act act, int dataset, ulong chance)
    {
        var hour = Mixed(options.Seed ^ ((ulong)(act.TimeMs / HourMs) << 8) ^ (ulong)dataset);
        if (hour % 100 == 0)
            return 7_200 + (int)((hour >> 32) % 14_400);
        return (chance >> 32) % OneLateIn == 0 ? 1_800 + (int)((chance >> 40) % 84_000) : 0;
    }

    /// <summary>A laptop without network keeps its events until the next morning, 10 UTC.</summary>
    private int LaptopLate(in Act act, string host)
    {
        var day = act.TimeMs / DayMs;
        return StableHash.Of(host, options.Seed + (ulong)day) % OneLateIn == 0 ? (int)(((day + 1) * DayMs + 10 * HourMs - act.TimeMs) / 1000) : 0;
    }

    /// <summary>SplitMix64's finish: the salt's own bits already give ids and ports.</summary>
    private static ulong Mixed(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
            return bits ^ (bits >> 31);
        }
    }
}
