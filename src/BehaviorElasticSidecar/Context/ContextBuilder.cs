using System.Globalization;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;
using NodaTime;

namespace BehaviorElasticSidecar.Context;

/// <summary>Rows of one list to what they say of whom. What is wrong is left out, counted, and shown with its line: a list is never refused for a row.</summary>
internal sealed class ContextBuilder(ContextList list)
{
    /// <summary>People or hosts kept of one list: 500 MB of context would be no list of people.</summary>
    internal const int MostEntities = 500_000;

    /// <summary>Lines shown of each reason.</summary>
    private const int Examples = 3;

    private const int LongestExample = 60;

    private readonly Dictionary<EntityKey, EntityContext> _entities = [];
    private readonly SortedDictionary<string, (long Count, List<string> Lines)> _faults = new(StringComparer.Ordinal);
    private long _rows;

    public void Add(ContextRow row)
    {
        if (row.Broken is { } why)
        {
            Fault("unreadable", row.Line, why);
            return;
        }

        _rows++;
        var name = Text(row, ContextAttributes.Name);
        if (name is null)
        {
            Fault("no_name", row.Line, null);
            return;
        }

        if (EntityNames.Normalise(list.Kind, name) is not { } id)
        {
            Fault("not_an_entity", row.Line, name);
            return;
        }

        Keep(row, Read(row, new EntityKey(list.Kind, id)), name);
    }

    public ContextListContent Build(string? trouble = null) => new(
        _entities,
        new ContextListReport(list, _rows, _entities.Count, [.. _faults.Select(f => new DropCount(f.Key, f.Value.Count, string.Join("; ", f.Value.Lines)))], trouble));

    private void Keep(ContextRow row, EntityContext read, string name)
    {
        if (_entities.TryGetValue(read.Entity, out var known))
        {
            if (known != read)
                Fault("other_values", row.Line, name);
        }
        else if (_entities.Count < MostEntities)
        {
            _entities.Add(read.Entity, read);
        }
        else
        {
            Fault("too_many", row.Line, name);
        }
    }

    private EntityContext Read(ContextRow row, EntityKey entity)
    {
        var (start, end) = (Date(row, ContextAttributes.Start), Date(row, ContextAttributes.End));
        if (end < start)
        {
            Fault("end_before_start", row.Line, Text(row, ContextAttributes.End));
            end = null;
        }

        return new EntityContext(entity)
        {
            FullName = Text(row, ContextAttributes.FullName),
            Role = Text(row, ContextAttributes.Role),
            Department = Text(row, ContextAttributes.Department),
            Title = Text(row, ContextAttributes.Title),
            Manager = Text(row, ContextAttributes.Manager),
            Privileged = Read(row, ContextAttributes.Privileged, Truth),
            TimeZone = Zone(row),
            Start = start,
            End = end,
            Owner = Text(row, ContextAttributes.Owner),
            Type = Text(row, ContextAttributes.Type),
            Criticality = Read(row, ContextAttributes.Criticality, CriticalityOf),
            Spellings = new SpellingList(Spellings(row)),
            Origin = list.ShownName,
        };
    }

    private DateOnly? Date(ContextRow row, string attribute) => Read<DateOnly>(row, attribute, text =>
    {
        // An index writes a date as a point in time: its day is what counts.
        if (list.DateFormat == ContextList.DefaultDateFormat && text.Length > 10 && text[10] is 'T' or ' ')
            text = text[..10];
        return DateOnly.TryParseExact(text, list.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    });

    private string? Zone(ContextRow row)
    {
        if (Text(row, ContextAttributes.TimeZone) is not { } zone)
            return null;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null)
            return zone;
        Fault("unknown_" + ContextAttributes.TimeZone, row.Line, zone);
        return null;
    }

    private static IEnumerable<string> Spellings(ContextRow row) =>
        new[] { ContextAttributes.Email, ContextAttributes.Aliases }.SelectMany(a => row.Values.GetValueOrDefault(a)?.Split(SpellingList.Separators) ?? [])
            .Select(BoundedText.Of).Where(s => !NothingValues.Contains(s)).Take(SpellingList.Most);

    private T? Read<T>(ContextRow row, string attribute, Func<string, T?> parse)
        where T : struct
    {
        if (Text(row, attribute) is not { } text)
            return null;
        var value = parse(text);
        if (value is null)
            Fault("unknown_" + attribute, row.Line, text);
        return value;
    }

    private static bool? Truth(string text) => text.ToLowerInvariant() switch
    {
        "true" or "yes" or "y" or "1" => true,
        "false" or "no" or "n" or "0" => false,
        _ => null,
    };

    private static Criticality? CriticalityOf(string text) => text.ToLowerInvariant() switch
    {
        "low" => Criticality.Low,
        "medium" => Criticality.Medium,
        "high" => Criticality.High,
        "extreme" => Criticality.Extreme,
        _ => null,
    };

    private static string? Text(ContextRow row, string attribute) =>
        row.Values.TryGetValue(attribute, out var raw) && BoundedText.Of(raw) is var text && !NothingValues.Contains(text) ? text : null;

    private void Fault(string reason, long line, string? seen)
    {
        if (!_faults.TryGetValue(reason, out var known))
            known = (0, []);
        if (known.Lines.Count < Examples)
            known.Lines.Add(seen is null ? FormattableString.Invariant($"line {line}") : FormattableString.Invariant($"line {line}: {Shown(seen)}"));
        _faults[reason] = (known.Count + 1, known.Lines);
    }

    private static string Shown(string text)
    {
        var safe = BoundedText.Of(text);
        return safe.Length > LongestExample ? safe[..LongestExample] + "..." : safe;
    }
}

/// <summary>What one list says, and how reading it went.</summary>
internal sealed record ContextListContent(IReadOnlyDictionary<EntityKey, EntityContext> Entities, ContextListReport Report);
