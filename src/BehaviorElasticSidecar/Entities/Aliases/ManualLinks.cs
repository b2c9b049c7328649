using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Entities.Aliases;

/// <summary>What people have said of spellings: these are one, these are not. Stronger than anything learnt; of the two, apart is stronger.</summary>
internal sealed record ManualLinks(IReadOnlyList<IReadOnlyList<AliasKey>> Merge, IReadOnlyList<IReadOnlyList<AliasKey>> Split)
{
    private const int Fewest = 2;

    private static readonly string[] Keys = ["merge", "split"];

    public static ManualLinks None { get; } = new([], []);

    /// <summary>Lists under <c>merge</c> and <c>split</c>, each with <c>names</c>. Everything wrong becomes a fault with its place.</summary>
    public static ManualLinks Read(string file, string text, YamlFaults faults)
    {
        var root = YamlDocument.Read(file, text, faults);
        root.RefuseUnknown(Keys);
        return new ManualLinks(Lists(root, "merge"), Lists(root, "split"));
    }

    private static List<IReadOnlyList<AliasKey>> Lists(YamlMapping root, string key)
    {
        var lists = new List<IReadOnlyList<AliasKey>>();
        foreach (var entry in root.Has(key) ? root.Mappings(key) ?? [] : [])
        {
            entry.RefuseUnknown(["names"]);
            entry.Require("names");
            var names = entry.TextList("names") ?? [];
            var keys = new List<AliasKey>();
            for (var i = 0; i < names.Count; i++)
            {
                if (AliasKey.Of(names[i]) is { } known)
                    keys.Add(known);
                else
                    entry.FaultAt("names", i, "names nobody: a built-in or machine account, a number, or nothing", ["login, mail address, SID, id, ARN or full name"]);
            }

            if (keys.Distinct().Count() < Fewest && keys.Count == names.Count && names.Count > 0)
                entry.Fault("names", "at least two different spellings are needed");
            lists.Add([.. keys.Distinct()]);
        }

        return lists;
    }
}
