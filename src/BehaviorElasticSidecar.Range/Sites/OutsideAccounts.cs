namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>Accounts that belong to nobody on the staff: made by an intruder, or left by somebody who has gone. Ids of the same style as everybody's.</summary>
internal static class OutsideAccounts
{
    private const string DomainSid = "S-1-5-21-1180699209-877415012-3182924384-";

    /// <param name="rid">Last part of the SID, so above those of people and services.</param>
    public static Account Make(ulong seed, int rid, string login, string fullName, string department)
    {
        var chance = Chance.For(seed, login, 0, "ids");
        var (a, b, c) = (chance.Bits(), chance.Bits(), chance.Bits());
        var id = new Guid((int)a, (short)(a >> 32), (short)(0x4000 | (a >> 52)), [(byte)(0x80 | (b & 0x3F)), .. BitConverter.GetBytes(c)[..7]]);
        return new Account(2_000_000 + rid, login, fullName, DomainSid + rid, $"00u1{a:x16}", id.ToString("D"), $"AIDA{b:X16}", department);
    }

    /// <summary>Somebody who left before the range begins: a name that the naming scheme gives, but to nobody who works here.</summary>
    public static Account Former(Organisation site, Chance chance)
    {
        var index = site.People.Count + 5 + chance.Below(400);
        var (given, family) = PeopleNames.Of(index);
        return Make(site.Seed, 1_100 + index, PeopleNames.Login(index), $"{given} {family}", "Sales");
    }
}
