using BehaviorElasticSidecar.Sources;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Sources;

public sealed class NameNormaliserTests
{
    [Theory]
    [InlineData("JDoe", "jdoe")]
    [InlineData(@"CORP\jdoe", "jdoe")]
    [InlineData("jdoe@CORP.EXAMPLE", "jdoe")]
    [InlineData(@"corp\ jdoe @corp.example ", "jdoe")]
    [InlineData("S-1-5-21-1004336348-1177238915-682003330-1001", "s-1-5-21-1004336348-1177238915-682003330-1001")]
    [InlineData("4B2F7E2C-0B5C-4D3E-9F6A-1D2C3B4A5E6F", "4b2f7e2c-0b5c-4d3e-9f6a-1d2c3b4a5e6f")]
    [InlineData("id=JDoe,ou=user,dc=corp@x", "jdoe")]
    [InlineData(@"CN=Doe\, John,OU=Staff,DC=corp", @"cn=doe\, john,ou=staff,dc=corp")]
    [InlineData("arn:aws:sts::1:assumed-role/Admin/jdoe@corp.example", "arn:aws:sts::1:assumed-role/admin/jdoe@corp.example")]
    [InlineData("backup@prod-1.iam.gserviceaccount.com", "backup@prod-1.iam.gserviceaccount.com")]
    [InlineData("root", "root")]
    [InlineData("Système Dupont", "système dupont")]
    [InlineData("jd\u0000oe\n", "jd\ufffdoe\ufffd")]
    public void People_are_folded_to_one_spelling(string raw, string key)
    {
        NameNormaliser.User(raw).ShouldBe(key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("Null")]
    [InlineData(@"CORP\")]
    [InlineData(@"CORP\N/A")]
    [InlineData("SYSTEM")]
    [InlineData(@"NT AUTHORITY\SYSTEM (Microsoft.Exchange.ServiceHost)")]
    [InlineData(@"NT SERVICE\MSSQLSERVER")]
    [InlineData("LOCAL SERVICE")]
    [InlineData("NETWORK SERVICE")]
    [InlineData("ANONYMOUS LOGON")]
    [InlineData("Netzwerkdienst")]
    [InlineData("DWM-1")]
    [InlineData(@"Font Driver Host\UMFD-12")]
    [InlineData("S-1-0-0")]
    [InlineData("S-1-5-18")]
    [InlineData("S-1-5-19")]
    [InlineData("S-1-5-20")]
    [InlineData("S-1-5-7")]
    [InlineData("S-1-5-80-3880718306-3832830129")]
    [InlineData("S-1-5-82-3006700770")]
    [InlineData("S-1-5-83-1-1")]
    [InlineData("S-1-5-90-0-1")]
    [InlineData("S-1-5-96-0-2")]
    [InlineData("WORKSTATION5$")]
    [InlineData("WORKSTATION5$@CORP.EXAMPLE")]
    [InlineData(@"CORP\WORKSTATION5$")]
    [InlineData("4294967295")]
    [InlineData("system:serviceaccount:default:builder")]
    [InlineData("dependabot[bot]")]
    [InlineData("81.2.69.144")]
    [InlineData("fe80::1%3")]
    public void Machines_and_built_in_accounts_are_nobody(string raw)
    {
        NameNormaliser.User(raw).ShouldBeNull();
    }

    [Theory]
    [InlineData("WIN-41OB2LO92CR.wlbeat.local", "win-41ob2lo92cr.wlbeat.local")]
    [InlineData(@"CORP\DC01$", "dc01")]
    [InlineData("web01.example.com.", "web01.example.com")]
    [InlineData("unknown", null)]
    [InlineData("$", null)]
    public void Hosts_are_folded_and_keep_their_domain(string raw, string? key)
    {
        NameNormaliser.Host(raw).ShouldBe(key);
    }

    [Theory]
    [InlineData("1.2.3.4", "1.2.3.4")]
    [InlineData("1.2.3.4:443", "1.2.3.4")]
    [InlineData("::ffff:1.2.3.4", "1.2.3.4")]
    [InlineData("[2001:DB8::1]:443", "2001:db8::1")]
    [InlineData("[2001:db8::1]", "2001:db8::1")]
    [InlineData("2001:0db8:0:0:0:0:0:1", "2001:db8::1")]
    [InlineData("fe80::8ff:be62:afa2:6258%3", "fe80::8ff:be62:afa2:6258")]
    [InlineData("fe80::1%eth0", "fe80::1")]
    [InlineData("127.0.0.1", null)]
    [InlineData("::1", null)]
    [InlineData("::ffff:127.0.0.1", null)]
    [InlineData("0.0.0.0", null)]
    [InlineData("::", null)]
    [InlineData("host.example", null)]
    [InlineData("1234", null)]
    [InlineData("1.2", null)]
    [InlineData("010.0.0.1", null)]
    [InlineData("0x7f.0.0.1", null)]
    [InlineData("1.2.3.4/24", null)]
    [InlineData("[", null)]
    public void Addresses_are_read_strictly(string raw, string? key)
    {
        NameNormaliser.Address(raw).ShouldBe(key);
    }

    [Fact]
    public void Half_a_surrogate_pair_does_not_stay()
    {
        NameNormaliser.User("a\ud800b").ShouldBe("a\ufffdb");
    }

    [Fact]
    public void Absurd_lengths_are_cut_without_falling_together()
    {
        var one = NameNormaliser.User(new string('x', 5000) + "1")!;
        var other = NameNormaliser.User(new string('x', 5000) + "2")!;

        (one.Length, other.Length).ShouldBe((BoundedText.MaxLength, BoundedText.MaxLength));
        one.ShouldNotBe(other);
    }

    [Theory]
    [InlineData("source.ip", "::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData("source.nat.ip", "none", null)]
    [InlineData("host.name", "WEB01", "web01")]
    [InlineData("process.name", "PowerShell.EXE", "PowerShell.EXE")]
    [InlineData("process.name", "-", null)]
    public void Values_are_folded_by_their_field(string field, string raw, string? value)
    {
        NameNormaliser.Value(field, raw).ShouldBe(value);
    }

    [Fact]
    public void Any_answer_normalises_to_itself_is_short_and_clean()
    {
        string[] pieces =
        [
            "a", "B", "ana", @"CORP\", "@corp.example", "$", " ", "\t", "\0", "-", "unknown", "S-1-5-", "18", "80-1", "=", ",", "arn:", "system:", "[bot]", "[", "]",
            ":", "::", "1", ".", "1.2.3.4", "::ffff:", "%", "eth0", "\ud800", "\udc00", "😀", "İ", "ẞ", "DWM-", new string('x', 250), "#0123456789abcdef", "N/A",
            "NT AUTHORITY", ".gserviceaccount.com", "\u0085", "\u2028",
        ];
        var raws = Gen.ListOf(Gen.Elements(pieces)).Select(string.Concat).ToArbitrary();
        Func<string, string?>[] ways =
        [
            NameNormaliser.User, NameNormaliser.Host, NameNormaliser.Address, NameNormaliser.Name,
            r => NameNormaliser.Value("source.ip", r), r => NameNormaliser.Value("host.name", r), r => NameNormaliser.Value("process.name", r),
        ];

        Prop.ForAll(raws, raw =>
        {
            foreach (var way in ways)
                if (way(raw) is { } key)
                {
                    way(key).ShouldBe(key);
                    key.Length.ShouldBeInRange(1, BoundedText.MaxLength);
                    key.Any(char.IsControl).ShouldBeFalse();
                }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(600).WithReplay(5, 13));
    }
}
