using System.Text.Json;

namespace BehaviorElasticSidecar.Tests.Range;

/// <summary>Attacks must not be recognisable by how they were generated: by a field, a way of writing, an address range, a constant or a delay that only they have.</summary>
public sealed class LeakTests : IClassFixture<LeakTests.Shapes>
{
    /// <summary>Benign events of a kind from which on its constants count as such.</summary>
    private const int Enough = 200;

    /// <summary>Datasets and kinds that nobody lives yet beside the attacks; compared as soon as somebody does.</summary>
    private static readonly string[] NotYetLived =
    [
        "azure.auditlogs/", "endpoint.events.network/", "microsoft_dhcp.log/", "microsoft_sqlserver.audit/", "o365.audit/", "zeek.dns/", "zscaler_zia.web/",
        "okta.system/user.", "system.security/",
    ];

    /// <summary>Values that are new by nature, by field, and why.</summary>
    private static readonly Dictionary<string, string> NewByNature = new()
    {
        ["@timestamp"] = "every event has its own",
        ["event.ingested"] = "every event has its own; its delay is compared",
        ["event.id"] = "every event has its own",
        ["dns.question.name"] = "a tunnel's names are what it sends",
        ["dns.question.subdomain"] = "a tunnel's names are what it sends",
        ["system.auth.sudo.command"] = "an intruder's commands have arguments of their own",
        ["winlog.logon.id"] = "sixteen hexadecimal digits, a random mix of letters and digits",
    };

    private readonly Shapes _shapes;

    public LeakTests(Shapes shapes) => _shapes = shapes;

    [Fact]
    public void Attack_events_have_no_field_and_no_type_that_benign_events_of_their_kind_lack()
    {
        var known = _shapes.Clean.SelectMany(Typed).ToHashSet();
        var lived = _shapes.Clean.Select(e => e.Kind).ToHashSet();

        _shapes.Attacks.Where(e => lived.Contains(e.Kind)).SelectMany(Typed).Where(t => !known.Contains(t)).Distinct().Order().ShouldBeEmpty();

        static IEnumerable<string> Typed(EventShape e) => e.Leaves.Select(l => $"{e.Kind} {l.Path} {TypeOf(l.Value)}").Distinct();
    }

    [Fact]
    public void Every_kind_of_event_that_attacks_have_is_lived_by_others_too()
    {
        var lived = _shapes.Clean.Select(e => e.Kind).ToHashSet();

        _shapes.Attacks.Select(e => e.Kind).Distinct().Where(k => !lived.Contains(k) && !NotYetLived.Any(n => k.StartsWith(n, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Attack_values_are_written_as_benign_ones_of_the_same_field()
    {
        var datasets = _shapes.Clean.Select(e => e.Dataset).ToHashSet();
        var known = _shapes.Clean.SelectMany(e => e.Leaves).Where(l => !IsHex(l.Path)).Select(l => $"{l.Path} {EventShape.StyleOf(l.Path, l.Value)}").ToHashSet();
        var foreign = from shape in _shapes.Attacks
                      where datasets.Contains(shape.Dataset)
                      from leaf in shape.Leaves
                      where !NewByNature.ContainsKey(leaf.Path) && !IsHex(leaf.Path)
                      let style = $"{leaf.Path} {EventShape.StyleOf(leaf.Path, leaf.Value)}"
                      where !known.Contains(style)
                      select $"{style}, such as {leaf.Value}";

        foreign.DistinctBy(f => f[..f.IndexOf(", such as", StringComparison.Ordinal)]).Order().ShouldBeEmpty();
    }

    [Fact]
    public void What_is_constant_in_a_kind_of_benign_event_is_the_same_in_attacks()
    {
        var constants = _shapes.Clean.GroupBy(e => e.Kind).Where(k => k.Count() >= Enough)
            .SelectMany(k => k.SelectMany(e => e.Leaves).GroupBy(l => l.Path).Where(l => l.Count() >= Enough && l.Select(v => v.Value.ToString()).Distinct().Count() == 1)
                .Select(l => (Key: $"{k.Key} {l.Key}", Value: l.First().Value.ToString())))
            .ToDictionary(c => c.Key, c => c.Value);
        var broken = from shape in _shapes.Attacks
                     from leaf in shape.Leaves
                     where constants.TryGetValue($"{shape.Kind} {leaf.Path}", out var constant) && constant != leaf.Value.ToString()
                     select $"{shape.Kind} {leaf.Path} is {leaf.Value}";

        broken.Distinct().Order().ShouldBeEmpty();
    }

    [Fact]
    public void Attack_events_take_as_long_to_the_index_as_benign_ones()
    {
        foreach (var dataset in _shapes.Attacks.GroupBy(e => e.Dataset))
        {
            var benign = _shapes.Clean.Where(e => e.Dataset == dataset.Key).Select(e => e.DelaySeconds).Order().ToList();
            if (benign.Count < Enough || dataset.Count() < Enough)
                continue;
            var attack = dataset.Select(e => e.DelaySeconds).Order().ToList();
            attack[0].ShouldBeGreaterThanOrEqualTo(benign[0] - 1, dataset.Key);
            attack[attack.Count / 2].ShouldBe(benign[benign.Count / 2], 0.15 * benign[benign.Count / 2], dataset.Key);
            attack[^1].ShouldBeLessThanOrEqualTo(benign[^1] + 1, dataset.Key);
        }
    }

    /// <summary>Random hexadecimal ids mix letters and digits as they fall.</summary>
    private static bool IsHex(string path) =>
        path.EndsWith(".id", StringComparison.Ordinal) || path.EndsWith("entity_id", StringComparison.Ordinal) || path.EndsWith("session_id", StringComparison.Ordinal);

    private static JsonValueKind TypeOf(JsonElement value) => value.ValueKind == JsonValueKind.False ? JsonValueKind.True : value.ValueKind;

    /// <summary>One tuning and one test seed, so that all four variants come up among the scenarios.</summary>
    public sealed class Shapes : IAsyncLifetime
    {
        internal List<EventShape> Clean { get; } = [];

        internal List<EventShape> Attacks { get; } = [];

        public async Task InitializeAsync()
        {
            foreach (var seed in new ulong[] { 3, 1_003 })
            {
                var range = await AttackedRange.MakeAsync(seed, people: 45, days: 50);
                Clean.AddRange(range.Clean.Values.Select(EventShape.Of));
                Attacks.AddRange(range.Attacks.Select(EventShape.Of));
            }
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
