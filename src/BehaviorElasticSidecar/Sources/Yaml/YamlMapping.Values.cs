using System.Globalization;

namespace BehaviorElasticSidecar.Sources.Yaml;

public sealed partial class YamlMapping
{
    public string? Text(string key) => Scalar(key)?.Text;

    /// <summary>One of the allowed texts.</summary>
    public string? Choice(string key, IReadOnlyList<string> allowed)
    {
        var scalar = Scalar(key);
        if (scalar is null || allowed.Contains(scalar.Text))
            return scalar?.Text;
        var near = NearestSpelling.Of(scalar.Text, allowed);
        Fault(key, near is null ? "not one of the allowed values" : $"not one of the allowed values, did you mean '{near}'?", allowed);
        return null;
    }

    /// <summary>A finite number from <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public double? Number(string key, double min = double.MinValue, double max = double.MaxValue)
    {
        var scalar = Scalar(key);
        if (scalar is null)
            return null;
        if (double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        Fault(key, "not a number in the allowed range", [Between(min, max, double.MinValue, double.MaxValue)]);
        return null;
    }

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public long? Whole(string key, long min = long.MinValue, long max = long.MaxValue)
    {
        var scalar = Scalar(key);
        if (scalar is null)
            return null;
        if (long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        Fault(key, "not a whole number in the allowed range", [Between(min, max, long.MinValue, long.MaxValue)]);
        return null;
    }

    /// <summary><c>true false yes no on off</c>.</summary>
    public bool? Bool(string key) => Choice(key, ["true", "false", "yes", "no", "on", "off"]) switch
    {
        null => null,
        "true" or "yes" or "on" => true,
        _ => false,
    };

    /// <summary>A length of time, as <see cref="DurationText"/> reads it, within the given bounds (by default 0 or more).</summary>
    public TimeSpan? Duration(string key, TimeSpan? min = null, TimeSpan? max = null)
    {
        var scalar = Scalar(key);
        if (scalar is null)
            return null;
        if (!DurationText.TryParse(scalar.Text, out var duration))
            Fault(key, "not a length of time", DurationText.Examples);
        else if (duration < (min ?? TimeSpan.Zero) || duration > (max ?? TimeSpan.MaxValue))
            Fault(key, "a length of time out of range",
                [$"{DurationText.Format(min ?? TimeSpan.Zero)} {(max is null ? "or more" : "to " + DurationText.Format(max.Value))}"]);
        else
            return duration;
        return null;
    }

    /// <summary>Texts; a single one stands for a list of one. Items that are no texts are faults and left out.</summary>
    public IReadOnlyList<string>? TextList(string key)
    {
        switch (Value(key))
        {
            case null:
                return null;
            case YamlScalar single:
                return [single.Text];
            case YamlList list:
                for (var i = 0; i < list.Items.Count; i++)
                    if (list.Items[i] is not YamlScalar { IsNull: false })
                        FaultAt(key, i, $"must be a text, not {(list.Items[i] is YamlScalar ? "nothing" : list.Items[i].Kind)}");
                return [.. list.Items.OfType<YamlScalar>().Where(s => !s.IsNull).Select(s => s.Text)];
            case var other:
                Fault(key, $"must be a text or a list of texts, not {other.Kind}");
                return null;
        }
    }

    public YamlMapping? Mapping(string key)
    {
        var value = Value(key);
        if (value is null or YamlMap)
            return value is null ? null : new YamlMapping((YamlMap)value, PathOf(key), _faults);
        Fault(key, $"must hold keys and values, not {value.Kind}");
        return null;
    }

    /// <summary>A list of mappings; a single one stands for a list of one.</summary>
    public IReadOnlyList<YamlMapping>? Mappings(string key)
    {
        var value = Value(key);
        if (value is null)
            return null;
        if (value is YamlMap single)
            return [new YamlMapping(single, PathOf(key), _faults)];
        if (value is not YamlList list)
        {
            Fault(key, $"must be a list of mappings, not {value.Kind}");
            return null;
        }

        var found = new List<YamlMapping>();
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i] is YamlMap map)
                found.Add(new YamlMapping(map, $"{PathOf(key)}[{i}]", _faults));
            else
                FaultAt(key, i, $"must hold keys and values, not {list.Items[i].Kind}");
        }

        return found;
    }

    /// <summary>A list of texts and mappings; a single one stands for a list of one. What is neither is a fault and left out.</summary>
    public IReadOnlyList<(string? Text, YamlMapping? Mapping)>? Items(string key)
    {
        if (Value(key) is not { } value)
            return null;
        var found = new List<(string?, YamlMapping?)>();
        var items = value is YamlList list ? list.Items : [value];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is YamlMap map)
                found.Add((null, new YamlMapping(map, $"{PathOf(key)}[{i}]", _faults)));
            else if (items[i] is YamlScalar { IsNull: false } text)
                found.Add((text.Text, null));
            else
                FaultAt(key, i, $"must be a text or a mapping, not {items[i].Kind}");
        }

        return found;
    }

    /// <summary>Keys and texts of an inner mapping, sorted; empty if it is absent.</summary>
    public IReadOnlyDictionary<string, string> TextMap(string key)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Mapping(key) is { } inner)
            foreach (var name in inner.Keys)
                if (inner.Text(name) is { } text)
                    texts[name] = text;
        return texts;
    }

    private YamlScalar? Scalar(string key)
    {
        var value = Value(key);
        if (value is null or YamlScalar)
            return value as YamlScalar;
        Fault(key, $"must be a single value, not {value.Kind}");
        return null;
    }

    private static string Between<T>(T min, T max, T least, T most)
        where T : IFormattable, IEquatable<T>
    {
        var from = min.ToString(null, CultureInfo.InvariantCulture);
        var to = max.ToString(null, CultureInfo.InvariantCulture);
        return (min.Equals(least), max.Equals(most)) switch
        {
            (true, true) => "any",
            (true, false) => $"at most {to}",
            (false, true) => $"{from} or more",
            _ => $"{from} to {to}",
        };
    }
}
