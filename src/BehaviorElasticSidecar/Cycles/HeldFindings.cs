using System.Collections;
using BehaviorElasticSidecar.Features.Files;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>The findings of one bucket, ordered by entity, detector and group: in memory up to a number, beyond it in a temporary file.</summary>
/// <remarks>Entities must come in their order, as the rows of a bucket do. May be gone through as often as needed once all are there.</remarks>
internal sealed class HeldFindings(int mostInMemory, string spillFolder) : IEnumerable<HeldFinding>, IDisposable
{
    private readonly SpillFolder _folder = new(spillFolder);
    private readonly List<HeldFinding> _inMemory = [];
    private SpillFile? _file;

    public bool IsSpilled => _file is not null;

    /// <param name="findings">Of entities that come after all that were added before.</param>
    public void Add(IEnumerable<HeldFinding> findings)
    {
        _inMemory.AddRange(findings
            .OrderBy(f => f.Entity, StringComparer.Ordinal).ThenBy(f => f.Detector).ThenBy(f => f.Group, StringComparer.Ordinal));
        if (_inMemory.Count <= mostInMemory)
            return;
        var writer = new SpillWriter(_file ??= _folder.Create());
        foreach (var finding in _inMemory)
            HeldFindingFormat.Write(finding, writer);
        writer.Flush();
        _inMemory.Clear();
    }

    public IEnumerator<HeldFinding> GetEnumerator()
    {
        if (_file is not null)
        {
            for (var reader = new SpillReader(_file, 0, _file.Length); !reader.IsAtEnd;)
                yield return HeldFindingFormat.Read(reader);
        }

        foreach (var finding in _inMemory)
            yield return finding;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => _folder.Dispose();
}
