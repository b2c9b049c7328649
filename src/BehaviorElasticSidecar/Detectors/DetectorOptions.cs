using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BehaviorElasticSidecar.Detectors;

/// <summary>Where the site keeps its own detectors.</summary>
public sealed class DetectorOptions
{
    /// <summary>Folder of YAML files that add detectors, override keys of shipped ones, or switch them off; need not exist.</summary>
    [DataType("path")]
    public string Folder { get; init; } = "detectors.d";

    /// <summary>Folder of YAML files that add couplings, change or switch off shipped ones; need not exist.</summary>
    [DataType("path")]
    public string Couplings { get; init; } = "couplings.d";
}

[OptionsValidator]
internal sealed partial class DetectorOptionsValidator : IValidateOptions<DetectorOptions>;
