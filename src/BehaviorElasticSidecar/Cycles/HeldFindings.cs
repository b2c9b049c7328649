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

/// <summary>All findings of a bucket in their order: those of rows, and those of silence, each in its own order.</summary>
internal sealed class BucketHold(HeldFindings ofRows, HeldFindings ofSilence) : IEnumerable<HeldFinding>, IDisposable
{
    public IEnumerator<HeldFinding> GetEnumerator()
    {
        using var silences = ofSilence.GetEnumerator();
        var isSilenceLeft = silences.MoveNext();
        foreach (var finding in ofRows)
        {
            for (; isSilenceLeft && Order(silences.Current).CompareTo(Order(finding)) < 0; isSilenceLeft = silences.MoveNext())
                yield return silences.Current;
            yield return finding;
        }

        for (; isSilenceLeft; isSilenceLeft = silences.MoveNext())
            yield return silences.Current;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        ofRows.Dispose();
        ofSilence.Dispose();
    }

    private static SilenceKey Order(HeldFinding finding) => new(finding.Entity, finding.Detector, finding.Group);
}
