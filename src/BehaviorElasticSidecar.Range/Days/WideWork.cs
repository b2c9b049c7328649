namespace BehaviorElasticSidecar.Range.Days;

/// <summary>What a wide range has beside the seven sources of the shipped sample. Each part draws from a stream of its own.</summary>
internal static class WideWork
{
    /// <summary>One person's working day.</summary>
    public static void Do(Today today, DayPlan plan)
    {
        var person = plan.Person;
        var (login, habits) = (person.Account.Login, today.Site.Habits(person));
        Leases.Do(today, plan, today.Chance(login, "leases"));
        NameLookups.Do(today, plan, habits, today.Chance(login, "names"));
        WebUse.Do(today, plan, habits, today.Chance(login, "web"));
        Connections.Do(today, plan, habits, today.Chance(login, "connections"));
        FileUse.Do(today, plan, habits, today.Chance(login, "files"));
        OfficeWork.Do(today, plan, habits, today.Chance(login, "office"));
        Upkeep.Do(today, plan, today.Chance(login, "upkeep"));
        if (habits.UsesDatabase)
            DatabaseWork.Do(today, plan, today.Chance(login, "database"));
        if (person.Department.UsesCloud)
            CloudChanges.Do(today, plan, today.Chance(login, "cloud changes"));
        if (!person.Department.Privileged)
            return;
        HelpDesk.Do(today, plan, habits, today.Chance(login, "help desk"));
        Administration.Do(today, plan, today.Chance(login, "administration"));
    }

    /// <summary>What happens without people, and at night.</summary>
    public static void Run(Today today)
    {
        SiteServices.Run(today, today.Chance("machines", "services"));
        OnCall.Run(today, today.Chance("on call", "night"));
    }
}
