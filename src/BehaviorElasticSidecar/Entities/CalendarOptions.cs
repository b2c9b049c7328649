using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BehaviorElasticSidecar.Entities;

/// <summary>Which days are no workdays beside the weekends.</summary>
public sealed class CalendarOptions
{
    /// <summary>YAML file with the site's holidays; read at the start.</summary>
    [DataType("path")]
    public string? File { get; init; }
}

[OptionsValidator]
internal sealed partial class CalendarOptionsValidator : IValidateOptions<CalendarOptions>;
