namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Which files are read, and how much disorder is borne.</summary>
public sealed record FileReadOptions
{
    /// <summary>Longest line that is read: 1 MiB, ten times the largest document that log shippers send by default.</summary>
    public const int MaxLineBytes = 1 << 20;

    /// <summary>Longest text value, in UTF-16 characters: the <c>ignore_above</c> of ECS keyword fields, so that files and cluster see the same.</summary>
    public const int MaxValueLength = 1024;

    /// <summary>Most texts of one field in one event: two fields of an event multiply into rows, and a line may hold 100,000.</summary>
    public const int MaxValues = 256;

    /// <summary>Files, folders (all event files below) and globs (<c>*</c>, <c>?</c>, <c>**</c>). Their order does not matter.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The wall clock of the run: events more than a day after it are taken for a wrong clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Events before it are counted and skipped.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Events at or after it are counted and skipped.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>How far an event may stand behind the time its file has reached. Default 1 hour. Buckets stay open that much longer.</summary>
    public TimeSpan ReorderWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Memory for open buckets, all feature queries together; what they hold beyond it waits on disk. Changes no row. Default 128 MiB.</summary>
    public long BucketBudgetBytes { get; init; } = 128L << 20;

    /// <summary>Takes what does not fit into memory, in files that are gone when the run ends. Default: the system's folder for temporary files.</summary>
    public string SpillFolder { get; init; } = Path.GetTempPath();

    /// <summary>Blocks of lines parsed at once. Default: the machine's cores, at most 4.</summary>
    public int Parsers { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>Whether examples of dropped lines show the beginning of the line; without, only file and line number.</summary>
    public bool ShowExcerpts { get; init; } = true;
}
