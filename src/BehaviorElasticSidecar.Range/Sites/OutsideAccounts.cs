namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>Accounts that belong to nobody on the staff.</summary>
internal static class OutsideAccounts
{
    /// <summary>Somebody who left before the range begins: a name that the naming scheme gives, but to nobody who works here.</summary>
    public static Account Former(Organisation site, Chance chance)
    {
        var index = site.People.Count + 5 + chance.Below(400);
        var (given, family) = PeopleNames.Of(index);
        return site.NewAccount(PeopleNames.Login(index), $"{given} {family}", "Sales");
    }
}
