namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Drops of one block, with the first line of each reason.</summary>
internal sealed class DropTally
{
    private readonly long[] _counts = new long[DropReasons.Count];
    private readonly (int Line, int Start, int Length)[] _first = new (int, int, int)[DropReasons.Count];

    public long Count(DropReason reason) => _counts[(int)reason];

    /// <summary>Line within the block from 0, and where it stands in the buffer.</summary>
    public (int Line, int Start, int Length) First(DropReason reason) => _first[(int)reason];

    public void Add(DropReason reason, int line, int start, int length)
    {
        if (_counts[(int)reason]++ == 0)
            _first[(int)reason] = (line, start, length);
    }

    /// <param name="flags">One bit per reason.</param>
    public void AddAll(uint flags, int line, int start, int length)
    {
        for (; flags != 0; flags &= flags - 1)
            Add((DropReason)System.Numerics.BitOperations.TrailingZeroCount(flags), line, start, length);
    }

    public void Clear() => Array.Clear(_counts);
}
