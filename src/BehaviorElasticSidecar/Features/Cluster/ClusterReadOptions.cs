namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>What reading feature queries may cost, on either side.</summary>
public sealed record ClusterReadOptions
{
    /// <summary>Memory of one composite page in the engine, per shard. Default 64 MiB.</summary>
    public long PageBytes { get; init; } = PageBudget.DefaultBytes;

    /// <summary>How rows are read. Default: what is faster.</summary>
    public RowReading Reading { get; init; }

    /// <summary>Rows of one read in memory; more wait on disk. Where they are counted from events, these take half of it once more. Default 96 MiB.</summary>
    public long SpoolBytes { get; init; } = SortedRows.DefaultBytes;

    /// <summary>Where they wait. Default: the system's folder for temporary files.</summary>
    public string SpoolFolder { get; init; } = Path.GetTempPath();

    /// <summary>Changes within one entity's events of a detector and bucket that are kept at most; later ones are left out. Default 50,000.</summary>
    public int MaxEvents { get; init; } = 50_000;

    /// <summary>Spelled names asked for in one request. Default 10,000; the engines allow 65,536 (<c>index.max_terms_count</c>).</summary>
    public int MaxNames { get; init; } = 10_000;
}
