using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>When the organisation is active.</summary>
internal sealed class TimePopulation : Population
{
    public const int Active = 0, EntityDaysOf = Active + HourOfWeek.Slots, Length = EntityDaysOf + 7;

    /// <summary>Active hours spread evenly over the week before anything is known: one a slot.</summary>
    private const double PriorHoursASlot = 1;

    private readonly float[] _density = new float[HourOfWeek.Slots];

    public TimePopulation(DecayedSums sums)
    {
        Sums = sums;
        var total = 0.0;
        for (var slot = 0; slot < _density.Length; slot++)
            total += Math.Max(0, sums[Active + slot]) + PriorHoursASlot;
        for (var slot = 0; slot < _density.Length; slot++)
            _density[slot] = (float)((Math.Max(0, sums[Active + slot]) + PriorHoursASlot) / total);
        for (var weekday = 0; weekday < 7; weekday++)
            EntityDays += Math.Max(0, sums[EntityDaysOf + weekday]);
    }

    public DecayedSums Sums { get; }

    /// <summary>Sums to 1 over the slots.</summary>
    public ReadOnlySpan<float> Density => _density;

    /// <summary>Decayed number of entity-days with any activity.</summary>
    public double EntityDays { get; }

    public long EntitiesADay => (long)Math.Round(Sums.Days == 0 ? 0 : EntityDays / Forgetting.Days(1, Sums.Days, Sums.Days));

    /// <summary>Share, 0..1, of the entities active on an average day that are active in the slot.</summary>
    public double ActiveShare(int slot)
    {
        var chances = Sums.Days == 0 ? 0 : EntityDays / 7;
        return chances <= 0 ? 0 : Math.Clamp(Sums[Active + slot] / chances, 0, 1);
    }
}
