using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>One local day of the site while it is being lived.</summary>
/// <param name="Rate">Multiplies how much people and services do; 1 is a thin log of about 30 events a person and working day, 110 in a wide range.</param>
/// <param name="Wide">All sources and the whole of life; see <see cref="SampleOptions.Wide"/>.</param>
internal sealed record Today(Organisation Site, LocalDay Day, HourQueue Queue, double Rate, bool Wide = false)
{
    /// <summary>The same date by the clock of each office; null in the narrow sample, whose people all live in the site's zone.</summary>
    public IReadOnlyList<LocalDay>? OfficeDays { get; init; }

    /// <summary>Day of the range from which the new application has taken the old one's place.</summary>
    public int MigratesOn { get; init; } = int.MaxValue;

    /// <summary>This day as <paramref name="person"/> lives it: hours are those of the person's office.</summary>
    public Today For(Person person) => OfficeDays is null || person.Office.Index == 0 ? this : this with { Day = OfficeDays[person.Office.Index] };

    /// <summary>The server that does what <paramref name="server"/> did before the migration.</summary>
    public Computer Serving(Computer server) => Day.Index >= MigratesOn && server == Site.Servers.AppServer ? Site.Servers.NewAppServer : server;

    /// <summary>The same for an application's name.</summary>
    public string Serving(string app) => Day.Index >= MigratesOn && app == Software.OldApp ? Software.NewApp : app;

    public Chance Chance(string who, string stream) => Range.Chance.For(Site.Seed, who, Day.Index, stream);

    public void Add(in Act act) => Queue.Add(act);
}
