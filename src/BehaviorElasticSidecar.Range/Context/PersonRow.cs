using System.Text.Json.Serialization;

namespace BehaviorElasticSidecar.Range.Context;

/// <summary>A line of <c>context/people.ndjson</c>: what a personnel file or directory knows, as of the range's end.</summary>
/// <param name="Name">As a person would write it.</param>
/// <param name="Spellings">How sources write this person: login, domain and login, mail, SID, the ids of identity provider, directory and cloud.</param>
internal sealed record PersonRow(
    string Name, string Login, string Email, string Department, string Title, string? Manager, bool Privileged,
    DateOnly? EmploymentStart, DateOnly? EmploymentEnd, string? TimeZone, string Kind, IReadOnlyList<string> Spellings)
{
    public string? Office { get; init; }

    /// <summary>Where somebody who moved within the range came from, and when.</summary>
    public string? PreviousDepartment { get; init; }

    public DateOnly? DepartmentSince { get; init; }
}

/// <summary>A line of <c>context/hosts.ndjson</c>.</summary>
/// <param name="Owner">Login; null for machines of nobody.</param>
/// <param name="Type">laptop, terminal, server or domain_controller.</param>
/// <param name="Criticality">low, medium, high or extreme.</param>
internal sealed record HostRow(string Name, string? Owner, string Type, string Os, string Criticality);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PersonRow))]
[JsonSerializable(typeof(HostRow))]
internal sealed partial class ContextJson : JsonSerializerContext;
