namespace BehaviorElasticSidecar.Reports;

/// <summary>The table of the riskiest entities and a section for each.</summary>
internal static class EntitySection
{
    public static void AddTable(Html html, ReportOutline outline, (DateTimeOffset From, DateTimeOffset To) scored, LocalTimes times)
    {
        html.Add($"<div class=\"scroll\"><table class=\"entities\"><caption class=\"quiet\">Highest risk in the scored time first</caption><thead><tr><th scope=\"col\">Entity</th><th scope=\"col\">Level</th><th scope=\"col\" class=\"num\">Peak</th><th scope=\"col\" class=\"num\">At the end</th><th scope=\"col\">Risk over time</th><th scope=\"col\" class=\"num\">Anomalies</th><th scope=\"col\">Rarest</th></tr></thead><tbody>\n");
        for (var i = 0; i < outline.Entities.Count; i++)
        {
            var entity = outline.Entities[i];
            html.Add($"<tr data-for=\"e{i + 1}\"><th scope=\"row\"><a href=\"#e{i + 1}\"><bdi>{entity.Entity.Id}</bdi></a> <span class=\"quiet\">{Wording.Kind(entity.Entity.Kind)}</span>");
            ContextLine.AddShort(html, entity);
            html.Add($"</th>");
            html.Add($"<td><span class=\"level {entity.PeakLevel}\">{entity.PeakLevel}</span></td><td class=\"num\">{(long)Math.Round(entity.Peak)}</td><td class=\"num\">{(long)Math.Round(entity.Last)}</td><td>");
            RiskChart.AddSmall(html, entity, scored.From, scored.To);
            html.Add($"</td><td class=\"num\">{Wording.Count(entity.AnomalyCount)}</td><td class=\"sentence\">");
            AddRarest(html, entity, times);
            html.Add($"</td></tr>\n");
        }

        html.Add($"</tbody></table></div>\n");
        if (outline.EntitiesLeftOut > 0)
            html.Add($"<p class=\"quiet\">{Wording.Plural(outline.EntitiesLeftOut, "entity", "entities")} of lower risk and, with them, {Wording.Plural(outline.AnomaliesLeftOut, "anomaly", "anomalies")} are not on this page: see risk-latest.ndjson and anomalies.ndjson.</p>\n");
    }

    public static void Add(Html html, ReportOutline outline, int index, ReportInput input, (DateTimeOffset From, DateTimeOffset To) scored, LocalTimes times)
    {
        var entity = outline.Entities[index];
        html.Add($"<section class=\"entity\" id=\"e{index + 1}\" data-level=\"{entity.PeakLevel}\"><header><div><h3><bdi>{entity.Entity.Id}</bdi> <span class=\"quiet\">{Wording.Kind(entity.Entity.Kind)}</span></h3>");
        html.Add($"<p><span class=\"level {entity.PeakLevel}\">{entity.PeakLevel}</span> peak {(long)Math.Round(entity.Peak)}, at the end {(long)Math.Round(entity.Last)} ({entity.LastLevel})</p>");
        html.Add($"<p class=\"quiet\">{Wording.Plural(entity.AnomalyCount, "anomaly", "anomalies")}</p>");
        ContextLine.Add(html, entity);
        html.Add($"</div>");
        RiskChart.Add(html, entity, scored.From, scored.To, times);
        html.Add($"</header>\n");
        foreach (var anomaly in entity.Anomalies)
            AnomalyCard.Add(html, anomaly, outline.Series.GetValueOrDefault(anomaly.Event.Id), input.Limits.PointsPerSeries, times);
        if (entity.AnomaliesLeftOut > 0)
            html.Add($"<p class=\"quiet\">{Wording.Plural(entity.AnomaliesLeftOut, "more anomaly", "more anomalies")} with lower scores: see anomalies.ndjson.</p>");
        html.Add($"</section>\n");
    }

    private static void AddRarest(Html html, EntityOutline entity, LocalTimes times)
    {
        if (entity.Anomalies.Count == 0)
            return;
        html.Add($"<bdi>{entity.Anomalies[0].Message}</bdi> · ");
        times.Add(html, entity.Anomalies[0].Timestamp);
    }
}
