namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Some whole lines of one file and, after parsing, what they add to rows. Reused: its arrays grow to the largest block and stay.</summary>
internal sealed class EventBlock
{
    public byte[] Buffer { get; } = new byte[FileReadOptions.MaxLineBytes];

    /// <summary>Bytes of <see cref="Buffer"/> in use: whole lines.</summary>
    public int Length { get; set; }

    /// <summary>Which of the run's files.</summary>
    public int File { get; set; }

    /// <summary>Number of the block's first line in its file, from 1.</summary>
    public long FirstLine { get; set; }

    /// <summary>Nothing of the file comes after it.</summary>
    public bool IsLast { get; set; }

    /// <summary>Bytes taken from disk for it, compressed ones for gzip.</summary>
    public long BytesRead { get; set; }

    public DropTally Drops { get; } = new();

    /// <summary>What the run's watch saw in it; null where nobody watches.</summary>
    public IBlockWatch? Watch { get; set; }

    public Column<EventRecord> Events { get; } = new();

    public Column<RowUpdate> Updates { get; } = new();

    public Column<ColumnHit> Hits { get; } = new();

    public Column<FieldValue?> Texts { get; } = new();

    public Column<double> Numbers { get; } = new();

    public Column<KeptEvent> Kept { get; } = new();

    public void Clear()
    {
        Length = 0;
        IsLast = false;
        BytesRead = 0;
        Drops.Clear();
        Events.Count = Updates.Count = Hits.Count = Texts.Count = Numbers.Count = Kept.Count = 0;
    }
}

/// <summary>A growing array whose items are changed in place.</summary>
internal sealed class Column<T>
{
    private T[] _items = new T[256];

    public int Count { get; set; }

    public ref T this[int index] => ref _items[index];

    public ref T Add()
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        return ref _items[Count++];
    }

    public ReadOnlySpan<T> Slice(int start, int count) => _items.AsSpan(start, count);
}

/// <summary>One event as one source sees it (an event of two sources has two records), or an event of no source, for its time only.</summary>
internal struct EventRecord
{
    /// <summary>Milliseconds since the epoch, by the source's time field.</summary>
    public long Time;

    /// <summary>The time that moves the file's frontier.</summary>
    public long FrontierTime;

    public int Line, LineStart, LineLength;

    /// <summary>-1: no source, or outside the range; nothing follows.</summary>
    public int Source;

    /// <summary>First record of its event.</summary>
    public bool IsFirst;

    public bool HasIngested;

    /// <summary>Ingested two days or more after the end of its hour.</summary>
    public bool IsImport;

    public int UpdateStart, UpdateCount, KeptStart, KeptCount;
}

/// <summary>What one event adds to one row.</summary>
internal struct RowUpdate
{
    public RowKey Key;

    /// <summary>Start of the bucket, milliseconds since the epoch.</summary>
    public long Bucket;

    public int Query, HitStart, HitCount;

    /// <summary>Ingested at or after the bucket's horizon.</summary>
    public bool IsLate;

    /// <summary>Start of the bucket with which it is read if it is late, or <see cref="QueryPlan.NeverRead"/>.</summary>
    public long LateIn;
}

/// <summary>A column whose filter the event passes, and the event's values for it: texts for a distinct count, numbers for the rest.</summary>
internal struct ColumnHit
{
    public int Column, Start, Count;

    /// <summary>Memory of the texts, about.</summary>
    public int TextBytes;
}

/// <summary>An event kept for a detector that may ask for ordered events: one text or nothing per event field.</summary>
internal struct KeptEvent
{
    public FieldValue Entity;
    public long Bucket;
    public int Query, Binding, TextStart, TextCount;
    public bool IsLate;
    public long LateIn;
}
