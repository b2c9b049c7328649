using YamlDotNet.Core;

namespace BehaviorElasticSidecar.Sources.Yaml;

/// <summary>Reads one YAML file whose root is a mapping. Never throws for what the file holds: all trouble becomes faults.</summary>
public static class YamlDocument
{
    /// <summary>The root; an empty one if the file is empty or cannot be parsed (then with a fault).</summary>
    /// <param name="file">Name to show in faults.</param>
    /// <param name="expand">
    /// Applied to every value (never to keys) after parsing, so that what comes in cannot change the structure; a
    /// <see cref="FormatException"/> from it becomes a fault at the value's place.
    /// </param>
    public static YamlMapping Read(string file, string text, YamlFaults faults, Func<string, string>? expand = null)
    {
        var place = new YamlPlace(file, 1, 1);
        var root = Root(file, text, place, faults);
        if (root is not null and not YamlMap && root is not YamlScalar { IsNull: true })
            faults.Add(root.Place, "", $"the file must hold keys and values, not {root.Kind}");
        var map = root as YamlMap ?? new YamlMap(place, []);
        return new YamlMapping(expand is null ? map : (YamlMap)Expanded(map, "", expand, faults), "", faults);
    }

    private static YamlNode? Root(string file, string text, YamlPlace place, YamlFaults faults)
    {
        if (text.Length > YamlTreeReader.MaxCharacters)
        {
            faults.Add(place, "", $"the file is longer than {YamlTreeReader.MaxCharacters} characters");
            return null;
        }

        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        try
        {
            return new YamlTreeReader(file, parser, faults).Read();
        }
        catch (YamlException broken)
        {
            faults.Add(At(file, broken.Start), "", $"not valid YAML: {broken.Message}");
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet 16.3's scanner throws it for a ':' after a line break inside of an open '[', without saying where.
            faults.Add(At(file, parser.Current?.End ?? Mark.Empty), "", "not valid YAML after this place: a bracket may be open");
        }
        catch (ArgumentException)
        {
            // The same for "\U99999999" and for an empty tag "!<>": found by feeding it three hundred thousand random texts.
            faults.Add(At(file, parser.Current?.End ?? Mark.Empty), "", "not valid YAML after this place: an escape or a tag is wrong");
        }

        return null;
    }

    private static YamlPlace At(string file, in Mark mark) => new(file, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private static YamlNode Expanded(YamlNode node, string path, Func<string, string> expand, YamlFaults faults) => node switch
    {
        YamlScalar scalar => Expanded(scalar, path, expand, faults),
        YamlList list => list with { Items = [.. list.Items.Select((item, i) => Expanded(item, $"{path}[{i}]", expand, faults))] },
        YamlMap map => map with
        {
            Entries = [.. map.Entries.Select(e => e with { Value = Expanded(e.Value, path.Length == 0 ? e.Key : $"{path}.{e.Key}", expand, faults) })],
        },
        _ => node,
    };

    private static YamlScalar Expanded(YamlScalar scalar, string path, Func<string, string> expand, YamlFaults faults)
    {
        try
        {
            return scalar with { Text = expand(scalar.Text) };
        }
        catch (FormatException wrong)
        {
            faults.Add(scalar.Place, path, wrong.Message, scalar.Text);
            return scalar;
        }
    }
}
