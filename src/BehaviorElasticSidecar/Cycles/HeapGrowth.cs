using System.Runtime;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Keeps garbage a small part of the heap.</summary>
/// <remarks>
/// Rows, names and spilled baselines live for a bucket: long enough to be taken for permanent, and the runtime lets as much of that pile up as there is
/// in use before it looks; what is new it lets grow to the size of the processor's cache, 100 MB on a large one. Each full collection costs in proportion to
/// what is in use, and comes only after a quarter of that, or of what baselines may take, was added; those between look at new objects only.
/// </remarks>
internal static class HeapGrowth
{
    private const long LeastBytes = 48L << 20, YoungBytes = 24L << 20;
    private const int PartOfHeap = 4, PartForYoung = 8;

    /// <param name="budgetBytes">What baselines may take: who gives them much can spare the more for garbage.</param>
    public static void Bound(long budgetBytes)
    {
        var (now, after, before) = (GC.GetTotalMemory(forceFullCollection: false), UsedAfter(GCKind.Any), UsedAfter(GCKind.FullBlocking));
        if (after - before > Math.Max(Math.Max(LeastBytes, budgetBytes / PartOfHeap), before / PartOfHeap))
        {
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        }
        else if (now - after > Math.Max(YoungBytes, budgetBytes / PartForYoung))
        {
            GC.Collect(1, GCCollectionMode.Forced, blocking: true);
        }
    }

    /// <summary>Bytes in use after the latest collection of the kind; 0 where there was none.</summary>
    private static long UsedAfter(GCKind kind)
    {
        var last = GC.GetGCMemoryInfo(kind);
        return last.HeapSizeBytes - last.FragmentedBytes;
    }
}
