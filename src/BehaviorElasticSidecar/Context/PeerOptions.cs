using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace BehaviorElasticSidecar.Context;

/// <summary>Groups that people and hosts are compared with, from context or by what they do.</summary>
public sealed class PeerOptions
{
    private const string Key = "(department|title|role|manager|owner|type)";

    /// <summary>Attributes that peers have in common, joined by <c>+</c>; several sets by commas, finest first.</summary>
    [RegularExpression($@"{Key}(\+{Key})*(\s*,\s*{Key}(\+{Key})*){{0,3}}", ErrorMessage = "department, title, role, manager, owner and type, joined by +; up to four sets of them, parted by commas")]
    public string Keys { get; init; } = "department+title, department, type";

    /// <summary>Members that a group must have. Default 5.</summary>
    [Range(2, 1000)]
    public int Least { get; init; } = 5;

    /// <summary>Whether those whom no list describes are grouped by what they do. Default true.</summary>
    public bool Learnt { get; init; } = true;

    internal PeerRules ToRules() =>
        new([.. Keys.Split(',', StringSplitOptions.TrimEntries).Select(k => (IReadOnlyList<string>)k.Split('+'))], Least);
}

[OptionsValidator]
internal sealed partial class PeerOptionsValidator : IValidateOptions<PeerOptions>;
