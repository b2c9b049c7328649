using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>The few tables that people of some departments open themselves; database administrators open any. Rows are heavy-tailed, reports at the month's end long.</summary>
internal static class DatabaseWork
{
    private const double MedianStatements = 2.2;

    public static IReadOnlyList<string> Shop { get; } = ["shop.orders", "shop.items", "shop.carts", "shop.customers", "shop.prices"];

    private static readonly string[] Accounting = ["ledger.entries", "ledger.invoices", "ledger.payments", "ledger.accounts"];
    private static readonly string[] People = ["hr.employees", "hr.salaries", "hr.contracts", "hr.absences"];
    private static readonly string[] Others = ["shop.orders", "shop.customers", "stock.items", "stock.moves"];
    private static readonly string[] Everything = ["sys.dm_exec_requests", "sys.tables", .. Accounting, .. Others, .. People, "sys.sql_logins"];

    public static void Do(Today today, DayPlan plan, Chance chance)
    {
        var person = plan.Person;
        var statements = chance.Bursty(MedianStatements * person.Activity * today.Rate, 0.8);
        if (statements == 0)
            return;
        var first = Use(today, person.Account, plan.Laptop.Address, today.Day.Ms(plan.SomeHour(chance)), chance) with { Detail = "login", Number = 0 };
        if (chance.Yes(person.TypoFraction))
            today.Add(first with { Failed = true, Salt = chance.Bits(), TimeMs = Math.Max(today.Day.Ms(0), first.TimeMs - 6_000) });
        today.Add(first);
        var tables = person.Department.Code switch { "ACC" => Accounting, "HRD" => People, "ITS" => Everything, _ => Others };
        for (; statements > 0; statements--)
            today.Add(Statement(today, plan, first.TimeMs, tables, chance));
    }

    private static Act Statement(Today today, DayPlan plan, long fromMs, string[] tables, Chance chance)
    {
        var way = chance.Fraction();
        var report = today.Day.Date.Day is > 27 or < 4 && chance.Yes(0.08);
        var foreign = chance.Yes(0.004);
        var timeMs = Math.Max(fromMs + 2_000 + chance.Below(4_000), today.Day.Ms(plan.SomeHour(chance)));
        return Use(today, plan.Person.Account, plan.Laptop.Address, timeMs, chance) with
        {
            Text = foreign ? chance.Pick(Everything) : chance.PickSkewed(tables),
            Detail = way < 0.82 || report ? "select" : way < 0.93 ? "update" : way < 0.98 ? "insert" : "delete",
            Number = way < 0.82 || report ? (int)Math.Min(5e6, chance.LogNormal(report ? 20_000 : 30, 1.6)) : 1 + chance.Poisson(1),
            Failed = chance.Yes(foreign ? 0.5 : 0.003),
        };
    }

    /// <summary>Of the database server; statement and table are still to be said.</summary>
    public static Act Use(Today today, Account who, uint from, long timeMs, Chance chance) => new()
    {
        TimeMs = timeMs,
        Kind = ActKind.DatabaseUse,
        Who = who,
        On = today.Site.Servers.Database,
        From = from,
        Salt = chance.Bits(),
    };
}
