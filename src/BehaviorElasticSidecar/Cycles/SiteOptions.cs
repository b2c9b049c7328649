using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>What holds for the site as a whole; these keys stand at the root of the settings file.</summary>
public sealed class SiteOptions
{
    /// <summary>Start of the name of every index that is written. Two workers with different prefixes do not know of each other.</summary>
    [RegularExpression("[a-z0-9][a-z0-9_.-]{0,99}", ErrorMessage = "lower-case letters, digits, '-', '_' and '.', a letter or digit first, at most 100")]
    public string IndexPrefix { get; init; } = "behavior-";

    /// <summary>Name of the tz database in which hours and days are counted: the zone in which the people live, not the machine's.</summary>
    [MinLength(1)]
    public string TimeZone { get; init; } = "UTC";

    /// <summary>How far back the first start learns. Default 60 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "1000.00:00:00")]
    public TimeSpan History { get; init; } = TimeSpan.FromDays(60);
}

[OptionsValidator]
internal sealed partial class SiteOptionsValidator : IValidateOptions<SiteOptions>;
