using BehaviorElasticSidecar.Worker.Settings;

namespace BehaviorElasticSidecar.Worker.Tests.Settings;

/// <summary>Nobody finds a key that stands nowhere.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void Every_key_and_its_default_stand_in_the_reference()
    {
        var lines = File.ReadAllLines(Path.Combine(Approved.Root(), "docs", "settings.md"));
        foreach (var setting in SettingsCatalogue.All)
        {
            var line = lines.SingleOrDefault(l => l.StartsWith($"| `{setting.Key}`", StringComparison.Ordinal)).ShouldNotBeNull(setting.Key);
            if (setting.Default is not null && setting.Kind != SettingKind.Bytes)
                line.ShouldContain($"| `{setting.Format(setting.Default)}` |", customMessage: setting.Key);
            if (setting.Kind == SettingKind.Secret)
                line.ShouldContain($"`{setting.Key}{SettingsCatalogue.FileSuffix}`");
        }
    }

    [Fact]
    public void Every_key_stands_in_the_example_under_its_group()
    {
        var group = "";
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Path.Combine(Approved.Root(), "behavior-sidecar.yml")))
        {
            var indented = line.StartsWith("  ", StringComparison.Ordinal);
            var text = line.TrimStart(' ', '#');
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || text[..colon].Contains(' ', StringComparison.Ordinal))
                continue;
            if (!indented && !line.StartsWith('#'))
                group = text[..colon];
            found.Add(indented ? $"{group}.{text[..colon]}" : text[..colon]);
        }

        SettingsCatalogue.FullKeys.Except(found).ShouldBeEmpty();
        found.ShouldContain("sources");
        found.ShouldContain("context");
    }

    [Fact]
    public void The_reference_names_no_key_that_does_not_exist()
    {
        var named = File.ReadLines(Path.Combine(Approved.Root(), "docs", "settings.md"))
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal) && !l.StartsWith("| `sources[]", StringComparison.Ordinal) && !l.StartsWith("| `context[]", StringComparison.Ordinal))
            .Select(l => l.Split('`')[1]);

        named.Except(SettingsCatalogue.All.Select(s => s.Key)).ShouldBeEmpty();
    }
}
