namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Why a line, an event or one of its values took no part.</summary>
public enum DropReason
{
    /// <summary>Not JSON, deeper than 64 levels, or text that is not UTF-8 where it is needed.</summary>
    BrokenJson,
    NotAnObject,

    /// <summary>More than <see cref="FileReadOptions.MaxLineBytes"/>.</summary>
    LineTooLong,

    /// <summary>A gzip file ends early or is damaged: what stood before was read, its last unfinished line was not.</summary>
    TruncatedGzip,
    NoTime,
    BadTime,

    /// <summary>More than a day after <see cref="FileReadOptions.Now"/>.</summary>
    FutureTime,

    /// <summary>Before 1990.</summary>
    AncientTime,

    /// <summary>Older than its file's frontier by more than <see cref="FileReadOptions.ReorderWindow"/>.</summary>
    OutOfOrder,

    /// <summary>Before <c>--from</c>, or at or after <c>--to</c>.</summary>
    OutsideRange,

    /// <summary>Its index belongs to no source; or it names no index and passes no source's filter.</summary>
    NoSource,

    /// <summary>Ingested at or after the horizon of a bucket that wanted it.</summary>
    Late,

    /// <summary>A feature query wanted it, but none of the actor order's fields is present.</summary>
    NoEntity,

    /// <summary>A feature query wanted it, but the name stands for no entity of the kind: machine and built-in accounts.</summary>
    NotAnEntity,

    /// <summary>A value of another type than its field's, left out: an object or text where a number, address or text is due.</summary>
    WrongType,

    /// <summary>A text above <see cref="FileReadOptions.MaxValueLength"/> characters, left out as a cluster's <c>ignore_above</c> does.</summary>
    ValueTooLong,

    /// <summary>Values of one field beyond the first <see cref="FileReadOptions.MaxValues"/> of an event, left out.</summary>
    TooManyValues,
}

/// <summary>Names of <see cref="DropReason"/> in summary and health.</summary>
public static class DropReasons
{
    private static readonly string[] Names =
    [
        "broken_json", "not_an_object", "line_too_long", "truncated_gzip", "no_time", "bad_time", "future_time", "ancient_time",
        "out_of_order", "outside_range", "no_source", "late", "no_entity", "not_an_entity", "wrong_type", "value_too_long",
        "too_many_values",
    ];

    public static int Count => Names.Length;

    public static string Name(this DropReason reason) => Names[(int)reason];
}
