namespace BehaviorElasticSidecar.Cycles;

/// <summary>Keeps garbage a small part of the heap.</summary>
/// <remarks>
/// Rows, names and spilled baselines live for a bucket: long enough to be taken for permanent, and the runtime lets as much of that pile up as there is
/// in use before it looks. Each full collection costs in proportion to what is in use, and comes only after a quarter of that was added.
/// </remarks>
internal static class HeapGrowth
{
    private const long LeastBytes = 48L << 20;
    private const int PartOfHeap = 4;

    public static void Bound()
    {
        var (now, before) = (UsedAfter(GCKind.Any), UsedAfter(GCKind.FullBlocking));
        if (now - before > Math.Max(LeastBytes, before / PartOfHeap))
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
    }

    /// <summary>Bytes in use after the latest collection of the kind; 0 where there was none.</summary>
    private static long UsedAfter(GCKind kind)
    {
        var last = GC.GetGCMemoryInfo(kind);
        return last.HeapSizeBytes - last.FragmentedBytes;
    }
}
