namespace BehaviorElasticSidecar.Tests.Range;

/// <summary>Attacks must not be recognisable by how they were generated: by a field, a way of writing, an address range, a constant or a delay that only they have.</summary>
public sealed class LeakTests : IClassFixture<LeakTests.Shapes>
{
    /// <summary>Benign events of a kind from which on its constants count as such.</summary>
    private const int Enough = 200;

    /// <summary>Values that are new by nature, by field or by field and style, and why.</summary>
    private static readonly Dictionary<string, string> NewByNature = new()
    {
        ["@timestamp"] = "every event has its own",
        ["event.ingested"] = "every event has its own; its delay is compared",
        ["dns.question.name"] = "a tunnel's names are what it sends",
        ["dns.question.subdomain"] = "a tunnel's names are what it sends",
        ["system.auth.sudo.command"] = "an intruder's commands have arguments of their own",
        ["destination.ip 10.24.low"] = "a scan and a redirected copy reach workstations, which nothing else does",
        ["related.ip[] 10.24.low"] = "a scan and a redirected copy reach workstations, which nothing else does",
        ["service.name a-a-9$"] = "tickets for workstations: who moves sideways asks for them",
        ["winlog.event_data.ServiceName a-a-9$"] = "tickets for workstations: who moves sideways asks for them",
        ["process.parent.name a9a.a"] = "the web server of Windows is called w3wp.exe",
        ["system.security winlog.event_data.SamAccountName a.a"] = "a rogue account looks like one of the staff; the help desk makes contractors' only",
    };

    /// <summary>What some attack is about: places, and who replicates the directory. May be new, and differ from what is constant elsewhere.</summary>
    private static readonly string[] AboutThis = ["source.geo.", "source.as.", "destination.geo.", "destination.as.", "system.security/Directory Service Access "];

    /// <summary>Kinds that an administrator has once in months: not every seed has them.</summary>
    private static readonly string[] Rare =
    [
        "aws.cloudtrail/CreateUser", "aws.cloudtrail/CreateAccessKey", "aws.cloudtrail/AttachUserPolicy", "aws.cloudtrail/PutUserPolicy", "aws.cloudtrail/CreateLoginProfile",
        "aws.cloudtrail/AttachRolePolicy", "aws.cloudtrail/PutBucketPolicy", "aws.cloudtrail/ModifySnapshotAttribute", "aws.cloudtrail/DeactivateMFADevice",
        "o365.audit/Set-Mailbox", "o365.audit/Consent to application.", "system.security/audit-log-cleared",
    ];

    private readonly Shapes _shapes;

    public LeakTests(Shapes shapes) => _shapes = shapes;

    [Fact]
    public void Attack_events_have_no_field_and_no_type_that_benign_events_of_their_kind_lack() =>
        _shapes.Attacks.Where(e => _shapes.Clean.Has(e.Kind)).SelectMany(e => e.Typed).Where(t => !_shapes.Clean.Typed.Contains(t)).Distinct().Order().ShouldBeEmpty();

    [Fact]
    public void Every_kind_of_event_that_attacks_have_is_lived_by_others_too() =>
        _shapes.Attacks.Select(e => e.Kind).Distinct().Where(k => !_shapes.Clean.Has(k) && !Rare.Contains(k)).Order().ShouldBeEmpty();

    [Fact]
    public void Attack_values_are_written_as_benign_ones_of_the_same_field()
    {
        var foreign = from shape in _shapes.Attacks
                      from leaf in shape.Leaves
                      let style = $"{leaf.Path} {EventShape.StyleOf(leaf.Path, leaf.Value)}"
                      where !IsHex(leaf.Path) && !IsAbout(shape, leaf.Path) && !_shapes.Clean.Styles.Contains($"{shape.Dataset} {style}")
                          && !NewByNature.ContainsKey(leaf.Path) && !NewByNature.ContainsKey(style) && !NewByNature.ContainsKey($"{shape.Dataset} {style}")
                      select (Style: $"{shape.Dataset} {style}", Example: leaf.Value);

        foreign.DistinctBy(f => f.Style).Select(f => $"{f.Style}, such as {f.Example}").Order().ShouldBeEmpty();
    }

    [Fact]
    public void What_every_benign_event_of_a_kind_has_no_attack_lacks()
    {
        var lacking = from shape in _shapes.Attacks
                      where _shapes.Clean.Count(shape.Kind) >= Enough
                      from path in _shapes.Clean.Always(shape.Kind).Except(shape.Leaves.Select(l => l.Path))
                      select $"{shape.Kind} {path}";

        lacking.Distinct().Order().ShouldBeEmpty();
    }

    [Fact]
    public void What_is_constant_in_a_kind_of_benign_event_is_the_same_in_attacks()
    {
        var broken = from shape in _shapes.Attacks
                     from leaf in shape.Leaves
                     where !IsAbout(shape, leaf.Path) && _shapes.Clean.Constant(shape.Kind, leaf.Path, Enough) is { } constant && constant != leaf.Value.ToString()
                     select $"{shape.Kind} {leaf.Path} is {leaf.Value}";

        broken.Distinct().Order().ShouldBeEmpty();
    }

    [Fact]
    public void Attack_events_take_as_long_to_the_index_as_benign_ones()
    {
        foreach (var dataset in _shapes.Attacks.GroupBy(e => e.Dataset).Where(d => d.Count() >= Enough))
        {
            var benign = _shapes.Clean.DelaySeconds[dataset.Key].Order().ToList();
            var attack = dataset.Select(e => e.DelaySeconds).Order().ToList();
            attack[0].ShouldBeGreaterThanOrEqualTo(benign[0] - 1, dataset.Key);
            attack[attack.Count / 2].ShouldBe(benign[benign.Count / 2], 0.15 * benign[benign.Count / 2], dataset.Key);
            attack[^1].ShouldBeLessThanOrEqualTo(benign[^1] + 1, dataset.Key);
        }
    }

    private static bool IsAbout(EventShape shape, string path) =>
        AboutThis.Any(a => path.StartsWith(a, StringComparison.Ordinal) || $"{shape.Kind} {path}".StartsWith(a, StringComparison.Ordinal));

    /// <summary>Random hexadecimal ids mix letters and digits as they fall.</summary>
    private static bool IsHex(string path) =>
        path.EndsWith(".id", StringComparison.Ordinal) || path.EndsWith("entity_id", StringComparison.Ordinal) || path.EndsWith("session_id", StringComparison.Ordinal);

    /// <summary>One tuning and one test seed, so that all four variants come up among the scenarios.</summary>
    public sealed class Shapes : IAsyncLifetime
    {
        internal BenignTraits Clean { get; } = new();

        internal List<EventShape> Attacks { get; } = [];

        public async Task InitializeAsync()
        {
            foreach (var seed in new ulong[] { 3, 1_003 })
            {
                var range = await AttackedRange.MakeAsync(seed, people: 40, days: 45);
                foreach (var line in range.Clean.Values)
                    Clean.Add(EventShape.Of(line));
                Attacks.AddRange(range.Attacks.Select(EventShape.Of));
            }
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
