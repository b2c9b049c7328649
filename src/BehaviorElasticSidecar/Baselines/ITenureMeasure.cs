namespace BehaviorElasticSidecar.Baselines;

/// <summary>A measure for which it matters how long the site has known an account that its detector sees for the first time.</summary>
internal interface ITenureMeasure
{
    /// <summary>Days after which an account is no joiner any more.</summary>
    const int LongKnownDays = 14;

    /// <summary>So many accounts that the site has known for <see cref="LongKnownDays"/> or more were active on the day, wherever.</summary>
    void AddTenured(PopulationDay day, long accounts);
}
