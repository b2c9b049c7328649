using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BehaviorElasticSidecar.Entities;

/// <summary>What people say of who is who.</summary>
public sealed class EntityOptions
{
    /// <summary>YAML file with lists of spellings that are one (<c>merge</c>) and that are not (<c>split</c>); need not exist.</summary>
    [DataType("path")]
    public string Links { get; init; } = "entities.yml";
}

[OptionsValidator]
internal sealed partial class EntityOptionsValidator : IValidateOptions<EntityOptions>;
