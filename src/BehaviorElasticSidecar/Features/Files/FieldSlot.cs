using System.Net;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>One field of the stored events that some query needs, and as what it is needed.</summary>
internal sealed class FieldSlot(int index, string path)
{
    private readonly List<FieldTest> _tests = [];

    public int Index { get; } = index;

    public string Path { get; } = path;

    /// <summary>Told by the stored name, as a cluster's mapping does; a mapped field of another name is a keyword there.</summary>
    public bool IsAddress { get; } = path == "ip" || path.EndsWith(".ip", StringComparison.Ordinal);

    /// <summary>Given as text <c>lat,lon</c>, whatever of the spellings of a <c>geo_point</c> the event has.</summary>
    public bool IsGeoPoint { get; } = path.EndsWith("geo.location", StringComparison.Ordinal);

    public bool WantsText { get; set; }

    public bool WantsNumber { get; set; }

    public bool WantsTime { get; set; }

    public bool WantsHash { get; set; }

    /// <summary>Set for a field that has one value in all events of a source.</summary>
    public string? Constant { get; init; }

    /// <summary>Where the field's conditions stand among the condition bits of an event, in words of 64.</summary>
    public int FirstWord { get; set; }

    public int Words { get; private set; }

    /// <summary>Number of the condition within this field; equal ones are asked once.</summary>
    public int Test(IReadOnlyList<string> anyOf)
    {
        WantsText = true;
        var test = new FieldTest(anyOf, IsAddress);
        var known = _tests.FindIndex(t => t.Same(test));
        if (known >= 0)
            return known;
        _tests.Add(test);
        Words = (_tests.Count + 63) / 64;
        return _tests.Count - 1;
    }

    public ulong[] ConditionsMetBy(string text)
    {
        if (_tests.Count == 0)
            return [];
        var met = new ulong[Words];
        for (var i = 0; i < _tests.Count; i++)
        {
            if (_tests[i].Passes(text))
                met[i >> 6] |= 1UL << (i & 63);
        }

        return met;
    }
}

/// <summary>A value is one of these texts; none given: any value will do. Address fields also compare with networks (<c>10.0.0.0/8</c>), as <c>terms</c> does.</summary>
internal sealed class FieldTest
{
    private readonly List<string> _texts = [];
    private readonly List<IPNetwork> _networks = [];
    private readonly bool _any;

    public FieldTest(IReadOnlyList<string> anyOf, bool isAddress)
    {
        _any = anyOf.Count == 0;
        foreach (var text in anyOf)
        {
            if (isAddress && IPNetwork.TryParse(text, out var network))
                _networks.Add(network);
            else
                _texts.Add((isAddress ? EventAddress.Canonical(text) : null) ?? text);
        }
    }

    public bool Passes(string text) => _any || _texts.Contains(text) || _networks.Exists(n => n.Contains(IPAddress.Parse(text)));

    public bool Same(FieldTest other) => _any == other._any && _texts.SequenceEqual(other._texts) && _networks.SequenceEqual(other._networks);
}
