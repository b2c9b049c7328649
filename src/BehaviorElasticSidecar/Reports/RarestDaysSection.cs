using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Reports;

/// <summary>The rarest days of people and hosts: where to begin.</summary>
internal static class RarestDaysSection
{
    private const int MostFamilies = 6;

    public static void Add(Html html, IReadOnlyList<DayDocument> days, ReportOutline outline, int most)
    {
        if (days.Count == 0)
            return;
        var places = outline.Entities.Select((e, i) => (e.Entity, Place: i + 1)).ToDictionary(e => e.Entity, e => e.Place);
        html.Add($"<section id=\"rarest\"><h2>Rarest days</h2>\n<p>All that was unusual about somebody on one day, their machines included, taken together: one in how many days of anybody looks like that. Begin here.</p>\n");
        html.Add($"<div class=\"scroll\"><table class=\"entities\"><caption class=\"quiet\">Rarest first</caption><thead><tr><th scope=\"col\">Day</th><th scope=\"col\">Who</th><th scope=\"col\" class=\"num\">Of entity-days</th><th scope=\"col\">Unusual were</th></tr></thead><tbody>\n");
        foreach (var day in days.OrderByDescending(d => d.Behavior.Day.Rarity).ThenByDescending(d => d.Behavior.Day.Sum)
            .ThenBy(d => d.Behavior.Day.Date, StringComparer.Ordinal).ThenBy(d => d.Event.Id, StringComparer.Ordinal).Take(most))
        {
            html.Add($"<tr><td class=\"day\">{day.Behavior.Day.Date}</td><th scope=\"row\">");
            AddName(html, day.Behavior.Entity, places);
            html.Add($"</th><td class=\"num\">{Wording.OneIn(day.Behavior.Day.Rarity)}</td><td class=\"sentence\">");
            AddReasons(html, day.Behavior.Day);
            html.Add($"</td></tr>\n");
        }

        html.Add($"</tbody></table></div></section>\n");
    }

    private static void AddName(Html html, EntityFields entity, Dictionary<EntityFields, int> places)
    {
        if (places.TryGetValue(entity, out var place))
            html.Add($"<a href=\"#e{place}\"><bdi>{entity.Id}</bdi></a>");
        else
            html.Add($"<bdi>{entity.Id}</bdi>");
        html.Add($" <span class=\"quiet\">{Wording.Kind(entity.Kind)}</span>");
    }

    /// <summary>Families, the one that counts most first; couplings of the one day; machines.</summary>
    private static void AddReasons(Html html, DayFields day)
    {
        foreach (var family in day.Families.Take(MostFamilies))
            html.Add($"<span class=\"tag\" title=\"{family.Detector}\"><bdi>{family.Name}</bdi> {Wording.OneIn(family.Rarity)}</span> ");
        if (day.Families.Count > MostFamilies)
            html.Add($"<span class=\"quiet\">and {day.Families.Count - MostFamilies} more</span> ");
        foreach (var coupling in (day.Couplings ?? []).Where(c => !c.Slow).Take(1))
            html.Add($"<span class=\"tag\" title=\"{string.Join(", ", coupling.Detectors)}\">together: <bdi>{coupling.Title}</bdi> {Wording.OneIn(coupling.Rarity)}</span> ");
        if (day.Machines is { Count: > 0 } machines)
            html.Add($"<span class=\"quiet\">with <bdi>{string.Join(", ", machines.Take(3))}</bdi>{(machines.Count > 3 ? $" and {machines.Count - 3} more" : "")}</span>");
    }
}
