namespace BehaviorElasticSidecar.Engine;

/// <summary>Privileges to ask for, in Elasticsearch's words (<c>monitor</c>; <c>read</c>, <c>view_index_metadata</c> on patterns).</summary>
public sealed record PrivilegeQuery(IReadOnlyList<string> Cluster, IReadOnlyList<IndexPrivileges> Indices);

/// <summary>Privileges on index patterns.</summary>
public sealed record IndexPrivileges(IReadOnlyList<string> Names, IReadOnlyList<string> Privileges);

/// <summary>What the engine says the user may do.</summary>
/// <param name="HasAll">Null: the engine cannot be asked (OpenSearch's security plugin has no such call); only trying tells.</param>
/// <param name="User">Null where there is no security, or nobody says.</param>
/// <param name="Roles">As OpenSearch's security plugin names them; empty elsewhere.</param>
/// <param name="Missing">Such as <c>cluster: monitor</c> or <c>logs-*: read</c>, sorted.</param>
public sealed record PrivilegeReport(bool? HasAll, string? User, IReadOnlyList<string> Roles, IReadOnlyList<string> Missing);
