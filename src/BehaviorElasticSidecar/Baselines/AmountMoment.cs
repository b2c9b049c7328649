using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>A bucket as the rhythm of amounts sees it.</summary>
/// <param name="Slot">Of <see cref="HourOfWeek"/>; a holiday has those of a Sunday.</param>
/// <param name="Day">Local day as a <see cref="DateOnly.DayNumber"/>.</param>
/// <param name="Holidays">Of the entity's zone; null where there are none.</param>
internal readonly record struct AmountMoment(int Slot, int Day, Closing Closing = Closing.None, Holidays? Holidays = null)
{
    public static AmountMoment Of(in LocalHour local, double bucketHours) =>
        new(HourOfWeek.Slot(local.HourOfWeek, bucketHours), local.Day, local.Closing, local.Holidays);
}
