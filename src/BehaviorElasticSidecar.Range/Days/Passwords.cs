using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>The day on which a password has expired: failures, the change, and devices that go on with the old one; now and then a lock-out.</summary>
internal static class Passwords
{
    private const int LifeDays = 90, Changed = 4723, LockedOut = 4740, Unlocked = 4767;

    public static void Do(Today today, DayPlan plan)
    {
        if (plan.Person.Career is not { } career || (today.Day.Index + career.PasswordPhase) % LifeDays != 0)
            return;
        var chance = today.Chance(plan.Person.Account.Login, "password");
        var failed = new Act
        {
            TimeMs = today.Day.Ms(plan.Start + 0.02),
            Kind = ActKind.WindowsLogonFailed,
            Who = plan.Person.Account,
            On = plan.Laptop,
            Number = 7,
            Salt = chance.Bits(),
        };
        for (var attempts = 3 + chance.Below(6); attempts > 0; attempts--)
        {
            today.Add(failed);
            failed = failed with { TimeMs = failed.TimeMs + 6_000 + chance.Below(20_000), Salt = chance.Bits() };
        }

        var change = failed with
        {
            TimeMs = failed.TimeMs + 60_000,
            Kind = ActKind.DirectoryChange,
            On = today.Site.Servers.DomainController,
            Target = plan.Person.Account,
            Number = Changed,
            Salt = chance.Bits(),
        };
        today.Add(change);
        if (chance.Yes(0.1))
        {
            today.Add(change with { TimeMs = failed.TimeMs + 1_000, Who = null, Number = LockedOut, Detail = plan.Laptop.UpperName, Salt = chance.Bits() });
            today.Add(change with { TimeMs = failed.TimeMs + 40_000, Who = today.Site.Service("svc_adsync"), Number = Unlocked, Salt = chance.Bits() });
        }

        OldOnes(today, plan, change, chance);
    }

    /// <summary>The phone, and a drive that was connected with the old password.</summary>
    private static void OldOnes(Today today, DayPlan plan, in Act change, Chance chance)
    {
        var phone = change with
        {
            TimeMs = change.TimeMs + 300_000,
            Kind = ActKind.EntraSignInFailed,
            On = null,
            Target = null,
            From = plan.LineAddress,
            At = plan.LinePlace,
            Browser = Browser.Phone,
            Text = "Office 365",
            Number = 0,
        };
        for (var attempts = 2 + chance.Below(8); attempts > 0; attempts--)
            today.Add(phone = phone with { TimeMs = phone.TimeMs + 600_000 + chance.Below(90_000), Salt = chance.Bits() });
        var drive = change with
        {
            TimeMs = change.TimeMs + 20_000,
            Kind = ActKind.WindowsLogonFailed,
            On = today.Site.Servers.FileServer,
            Target = null,
            From = plan.Laptop.Address,
            Detail = plan.Laptop.UpperName,
            Number = 3,
        };
        for (var attempts = chance.Below(5); attempts > 0; attempts--)
            today.Add(drive = drive with { TimeMs = drive.TimeMs + 30_000, Salt = chance.Bits() });
    }
}
