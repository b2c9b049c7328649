using System.Globalization;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Context;

/// <summary>From <c>context[]</c> of the settings to lists. Everything wrong becomes a fault with its place.</summary>
public static class ContextListReader
{
    private static readonly IReadOnlyList<string> Kinds = ["user", "host"], Formats = ["csv", "ndjson"], Delimiters = [",", ";", "|", "tab"];

    private const int LongestColumn = 256;

    private static readonly YamlGrammar Keys = new(
    [
        new("kind", YamlKeyKind.Text, "Who it is about: people (and service accounts) or hosts.") { Required = true, Allowed = Kinds },
        new("file", YamlKeyKind.Text, "CSV or NDJSON file.") { MaxLength = 4096 },
        new("index", YamlKeyKind.Text, "Index name or pattern, instead of a file.")
        {
            Pattern = @"[^\s,/\\?""<>|#A-Z]+", Hint = "an index name: lower case, no spaces, commas or / \\ ? \" < > | #", MaxLength = 255,
        },
        new("format", YamlKeyKind.Text, "How the file is written. Default: by its ending.") { Allowed = Formats },
        new("delimiter", YamlKeyKind.Text, "What parts the columns of a CSV. Default: found from the header.") { Allowed = Delimiters },
        new("date_format", YamlKeyKind.Text, "How dates are written. Default yyyy-MM-dd.") { MaxLength = 40 },
        new("map", YamlKeyKind.TextMap, "Attribute to the column or field that holds it."),
    ]);

    /// <summary>One list; null if it has faults. Paths stay as written.</summary>
    public static ContextList? Read(YamlMapping mapping, YamlFaults faults)
    {
        var before = faults.Count;
        Keys.Check(mapping);
        var (file, index) = (mapping.Text("file"), mapping.Text("index"));
        if (file is null == index is null)
            mapping.Fault(file is null ? "file" : "index", file is null ? "a list needs a file or an index" : "a list is a file or an index: keep one");
        var kind = mapping.Text("kind") == "host" ? EntityKind.Host : EntityKind.User;
        var format = FormatOf(mapping, file);
        foreach (var key in new[] { "format", "delimiter" })
            if (file is null && mapping.Has(key))
                mapping.Fault(key, "is about files only");
        if (file is not null && format == ContextFormat.Ndjson && mapping.Has("delimiter"))
            mapping.Fault("delimiter", "NDJSON has no columns to part");
        var dates = mapping.Text("date_format");
        if (dates is not null && !IsDateFormat(dates))
            mapping.Fault("date_format", "not a pattern that writes day, month and year", ["yyyy-MM-dd", "dd.MM.yyyy", "M/d/yyyy"]);
        var map = MapOf(mapping, kind);
        return faults.Count > before ? null : new ContextList
        {
            Kind = kind,
            File = file,
            Index = index,
            Format = format ?? ContextFormat.Ndjson,
            Delimiter = mapping.Text("delimiter") switch { null => null, "tab" => '\t', var one => one[0] },
            DateFormat = dates ?? ContextList.DefaultDateFormat,
            Map = map,
        };
    }

    private static ContextFormat? FormatOf(YamlMapping mapping, string? file)
    {
        if (file is null || mapping.Text("format") is { } given && !Formats.Contains(given))
            return null;
        switch (mapping.Text("format") ?? Path.GetExtension(file).ToLowerInvariant())
        {
            case "csv" or ".csv" or ".tsv" or ".txt":
                return ContextFormat.Csv;
            case "ndjson" or ".ndjson" or ".jsonl" or ".json":
                return ContextFormat.Ndjson;
            default:
                mapping.Fault("file", "its ending does not tell how it is written: give format", Formats);
                return null;
        }
    }

    /// <summary>A day that is written and read again must be the same day; one that is not of this year, which a pattern without a year would take.</summary>
    private static bool IsDateFormat(string format)
    {
        var day = new DateOnly(1987, 11, 23);
        try
        {
            return DateOnly.TryParseExact(day.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read == day;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static IReadOnlyDictionary<string, string> MapOf(YamlMapping mapping, EntityKind kind)
    {
        var inner = mapping.Mapping("map");
        inner?.RefuseUnknown(ContextAttributes.Of(kind));
        var map = mapping.TextMap("map");
        foreach (var (attribute, column) in map)
            if (column.Trim().Length == 0 || column.Length > LongestColumn || column.Any(char.IsControl))
                inner!.Fault(attribute, $"must be the name of a column or field, of 1 to {LongestColumn} characters");
        return map;
    }
}
