using System.Globalization;

namespace BehaviorElasticSidecar.Reports;

/// <summary>Who the entity is, as the site's lists say: beside its name, and why that changed its risk.</summary>
internal static class ContextLine
{
    /// <summary>For the table: name or owner, title and department.</summary>
    public static void AddShort(Html html, EntityOutline entity)
    {
        var parts = Parts(entity, full: false);
        if (parts.Count > 0)
            html.Add($"<br><span class=\"quiet\"><bdi>{string.Join(", ", parts)}</bdi></span>");
    }

    /// <summary>For the entity's own section: all of it.</summary>
    public static void Add(Html html, EntityOutline entity)
    {
        var parts = Parts(entity, full: true);
        if (parts.Count > 0)
            html.Add($"<p class=\"context\"><bdi>{string.Join(", ", parts)}</bdi></p>");
        if (entity.Context is not { } context)
            return;
        if (context.Privileged == true || context.Criticality is not null)
        {
            html.Add($"<p>");
            if (context.Privileged == true)
                html.Add($"<span class=\"tag\">privileged</span> ");
            if (context.Criticality is { } criticality)
                html.Add($"<span class=\"tag\">criticality {criticality}</span>");
            html.Add($"</p>");
        }

        if (entity.Reasons.Count > 0)
            html.Add($"<p class=\"quiet\">In the peak, by context: {string.Join(", ", entity.Reasons.Select(r => $"{r.Description} {Signed(r.ContributionScore)}"))}</p>");
    }

    private static List<string> Parts(EntityOutline entity, bool full)
    {
        var parts = new List<string?> { entity.FullName, entity.Context?.Title ?? entity.Context?.Role, entity.Context?.Department };
        // What kind of account somebody has is worth a word only where no title says more.
        if (entity.Context?.Type is { } type && parts[1] is null)
            parts.Add(type);
        if (entity.Context?.Owner is { } owner)
            parts.Add($"owner {owner}");
        if (full && entity.Context?.Manager is { } manager)
            parts.Add($"manager {manager}");
        return [.. parts.OfType<string>()];
    }

    private static string Signed(double points) => points.ToString("+0.#;-0.#;0", CultureInfo.InvariantCulture);
}
