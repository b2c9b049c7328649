using BehaviorElasticSidecar.Entities.Accounts;

namespace BehaviorElasticSidecar.Tests.Entities.Accounts;

public class AccountTests
{
    /// <summary>Names come from logs: matching takes time in proportion to their length, and no machine is so busy that one fails.</summary>
    [Theory]
    [InlineData("-")]
    [InlineData("a.")]
    [InlineData("svc-")]
    public void A_name_made_to_hold_up_the_matching_is_nobodys_in_particular(string part) =>
        AccountNames.KindOf(string.Concat(Enumerable.Repeat(part, 100_000)) + "!").ShouldBeOneOf(null, AccountKind.Service);

    [Theory]
    [InlineData("svc_backup", "Service")]
    [InlineData("backup-svc", "Service")]
    [InlineData("etl@project.iam.gserviceaccount.com", "Service")]
    [InlineData("MSOL_1a2b3c", "Service")]
    [InlineData("ACC-LT-001$", "Machine")]
    [InlineData("dependabot[bot]", "Robot")]
    [InlineData("rpa_invoices", "Robot")]
    [InlineData("jenkins", "Robot")]
    [InlineData("kiosk-3", "Shared")]
    [InlineData("reception", "Shared")]
    [InlineData("root", "BuiltIn")]
    [InlineData(@"CORP\Administrator", "BuiltIn")]
    [InlineData(@"NT AUTHORITY\SYSTEM", "BuiltIn")]
    [InlineData("S-1-5-18", "BuiltIn")]
    [InlineData("S-1-5-21-1-2-3-500", "BuiltIn")]
    public void A_name_or_sid_tells_the_kind(string name, string kind) => AccountNames.KindOf(name).ToString().ShouldBe(kind);

    [Theory]
    [InlineData("sarah.keller")]
    [InlineData("botticelli")]
    [InlineData("sa.brown")]
    [InlineData("appleby")]
    [InlineData("roomi")]
    [InlineData("S-1-5-21-1-2-3-1100")]
    public void A_persons_name_tells_nothing(string name) => AccountNames.KindOf(name).ShouldBeNull();

    [Fact]
    public void Who_never_sleeps_nor_sits_at_a_screen_is_a_robot_and_nobody_else_is()
    {
        Lived(0xFFFFFF, interactive: false, hosts: 0).ShouldBe(AccountKind.Robot);
        Lived(0xFFFFFF, interactive: true, hosts: 1).ShouldBeNull();
        Lived(0x00FF00, interactive: false, hosts: 0).ShouldBeNull();
        Lived(0xFFFFFF, interactive: false, hosts: 0, days: AccountBehaviour.FewestDays - 1).ShouldBeNull();
    }

    [Fact]
    public void Who_sits_at_many_screens_at_once_is_shared() => Lived(0x00FF00, interactive: true, hosts: AccountBehaviour.ManyHosts).ShouldBe(AccountKind.Shared);

    [Fact]
    public void Lives_are_bounded_forget_and_survive_their_bytes()
    {
        var lives = AccountLives.Empty.Advance([(1, "ana", new AccountDay(3, true, 1)), (2, "ben", new AccountDay(7, false, 0))], 2);

        using var from = new BinaryReader(new MemoryStream(Bytes(lives)));
        var read = AccountLives.Read(from);
        Bytes(read).ShouldBe(Bytes(lives));
        read.Of("ben").ShouldBe(new AccountBehaviour(2, 2, 1, 3, 0, 0));
        lives.Advance([], 2 + AccountLives.ForgottenAfterDays).Names.ShouldBe(["ben"]);
        lives.Advance([], 2, most: 1).Names.ShouldBe(["ben"]);
    }

    private static AccountKind? Lived(int hours, bool interactive, int hosts, int days = 20)
    {
        var life = default(AccountBehaviour);
        for (var day = 0; day < days; day++)
            life = life.Plus(day, new AccountDay(hours, interactive, hosts));
        return life.Kind;
    }

    private static byte[] Bytes(AccountLives lives)
    {
        using var stream = new MemoryStream();
        using var to = new BinaryWriter(stream);
        lives.Write(to);
        to.Flush();
        return stream.ToArray();
    }
}
