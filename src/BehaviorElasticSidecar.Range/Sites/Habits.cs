namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>What a person does again and again in the sources of a wide range; drawn once from the site's seed, like the rest of the person.</summary>
internal sealed record Habits
{
    /// <summary>Web sites, most visited first; own ones among those of everybody.</summary>
    public required IReadOnlyList<WebSite> Sites { get; init; }

    /// <summary>What the machine calls by itself every <see cref="PollHours"/>.</summary>
    public required IReadOnlyList<WebSite> Background { get; init; }

    public required double PollHours { get; init; }

    /// <summary>How much more or less than others on the web, in files, in mail; log-normal around 1.</summary>
    public required double Web { get; init; }

    public required double Files { get; init; }

    public required double Mail { get; init; }

    /// <summary>Chance that a visit is an upload.</summary>
    public required double UploadFraction { get; init; }

    /// <summary>Where the own part of the department's files begins.</summary>
    public required int OwnFiles { get; init; }

    /// <summary>Opens tables directly; for most of IT, only some.</summary>
    public required bool UsesDatabase { get; init; }

    /// <summary>Of IT: answers the telephone; the others keep the machines.</summary>
    public required bool HelpDesk { get; init; }

    public static Habits Of(ulong seed, Person person)
    {
        var chance = Range.Chance.For(seed, person.Account.Login, 0, "wide habits");
        return new Habits
        {
            Sites = [.. Enumerable.Range(0, 18 + chance.Below(30)).Select(_ => chance.PickSkewed(WebSite.All))],
            Background = [.. Enumerable.Range(0, 3 + chance.Below(4)).Select(_ => chance.PickSkewed(WebSite.Telemetry))],
            PollHours = chance.Between(0.8, 2.5),
            Web = Math.Clamp(chance.LogNormal(1, 0.4), 0.3, 3),
            Files = Math.Clamp(chance.LogNormal(1, 0.5), 0.2, 4),
            Mail = Math.Clamp(chance.LogNormal(1, 0.4), 0.3, 3),
            UploadFraction = Math.Clamp(chance.LogNormal(0.012, 0.9), 0.001, 0.12),
            OwnFiles = chance.Below(300),
            UsesDatabase = person.Department.Code switch { "ACC" or "HRD" => chance.Yes(0.85), "SAL" or "OPS" => chance.Yes(0.3), "ITS" => chance.Yes(0.3), _ => false },
            HelpDesk = chance.Yes(0.6),
        };
    }
}
