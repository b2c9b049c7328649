using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>One local day of the site while it is being lived.</summary>
/// <param name="Rate">Multiplies how much people and services do; 1 is a thin log of about 30 events a person and working day, 110 in a wide range.</param>
/// <param name="Wide">All sources.</param>
internal sealed record Today(Organisation Site, LocalDay Day, HourQueue Queue, double Rate, bool Wide = false)
{
    public Chance Chance(string who, string stream) => Range.Chance.For(Site.Seed, who, Day.Index, stream);

    public void Add(in Act act) => Queue.Add(act);
}
