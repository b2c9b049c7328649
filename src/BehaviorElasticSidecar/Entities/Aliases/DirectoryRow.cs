namespace BehaviorElasticSidecar.Entities.Aliases;

/// <summary>What a directory or personnel list says belongs together.</summary>
/// <param name="Origin">Where it stands, for people: the file or index.</param>
/// <param name="Keys">Spellings as written: login, mail, SID, ids, distinguished name.</param>
/// <param name="FullName">How the person is called; no key by itself, as two may be called alike.</param>
internal sealed record DirectoryRow(EntityKind Kind, string Origin, IReadOnlyList<string> Keys, string? FullName = null);
