namespace BehaviorElasticSidecar.Entities.Aliases;

/// <summary>What a directory or personnel list says belongs together.</summary>
/// <param name="Origin">Where it stands, for people: a file and line, an index and id.</param>
/// <param name="Keys">Spellings as written: login, mail, SID, ids, distinguished name.</param>
/// <param name="FullName">How the person is called; no key by itself, as two may be called alike.</param>
public sealed record DirectoryRow(EntityKind Kind, string Origin, IReadOnlyList<string> Keys, string? FullName = null);

/// <summary>Rows of a directory, a personnel file or an index, as they are now. Read at each midnight UTC; the order of the rows does not matter.</summary>
public interface IDirectorySource
{
    IReadOnlyList<DirectoryRow> Rows { get; }
}
