using System.Globalization;
using System.Text;
using System.Text.Json;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Worker.Checks;
using BehaviorElasticSidecar.Worker.Logging;
using BehaviorElasticSidecar.Worker.Settings;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>What <c>sources</c> prints.</summary>
internal static class SourcesText
{
    private const int MostUnread = 15, MostExamples = 6;

    public static string List(IReadOnlyList<Source> profiles) => TextTable.Of(
        ["profile", "what", "indices"], profiles.Select(p => (string[])[p.Id, p.Title, string.Join(' ', p.Indices)]), indent: "").TrimEnd();

    public static string Report(SourceProposals proposals, string yaml)
    {
        var text = new StringBuilder();
        text.Append(proposals.Found.Count == 0 ? "No shipped profile reads any of it." : Coverage(proposals)).Append('\n');
        AppendUnread(text, proposals);
        foreach (var (profile, fault) in proposals.Faults)
            text.Append("\nCould not be tried: ").Append(profile).Append(": ").Append(SafeText.Neutralised(fault)).Append('\n');
        if (proposals.Found.Count > 0)
            text.Append("\nProposed for behavior-sidecar.yml:\n\n").Append(yaml);
        return text.ToString().TrimEnd();
    }

    /// <summary>The sources to put into the settings: reads back as what was proposed.</summary>
    public static string Yaml(SourceProposals proposals)
    {
        var text = new StringBuilder("sources:\n");
        foreach (var proposal in proposals.Found)
        {
            var source = proposal.Coverage.Source;
            text.Append("  - profile: ").Append(source.Id).Append("    # ").Append(source.Title).Append('\n');
            if (!proposal.Indices.SequenceEqual(source.Indices))
                text.Append("    indices: [").AppendJoin(", ", proposal.Indices.Select(YamlText.Quoted)).Append("]\n");
            if (source is { Datasets.Count: 0, Filter.Conditions.Count: 0 } && proposals.Found.SelectMany(f => f.Coverage.Source == source ? [] : f.Coverage.Datasets).ToList() is { Count: > 0 } taken)
                text.Append("    filter: { not: { dataset: [").AppendJoin(", ", taken.Distinct().Order(StringComparer.Ordinal).Select(YamlText.Quoted)).Append("] } }    # the others read these\n");
        }

        return text.ToString();
    }

    public static string Examples(SourceProposals proposals)
    {
        var text = new StringBuilder(proposals.Found.Count == 0 ? "No source reads any of it.\n" : Coverage(proposals) + "\n");
        foreach (var coverage in proposals.Found.Select(f => f.Coverage).Where(c => c.Examples.Count > 0))
        {
            text.Append('\n').Append(coverage.Source.Id).Append('\n');
            text.Append(TextTable.Of(
                ["actor", "kind", "target", "host", "origin", "category", "outcome", "action"],
                coverage.Examples.Take(MostExamples).Select(e => (string[])
                [
                    e.Actor ?? "-", e.ActorKind?.Name() ?? "-", e.Target ?? "-", e.Host ?? "-", e.Origin ?? "-", e.Category.Count == 0 ? "-" : string.Join(',', e.Category), e.Outcome, e.Action ?? "-",
                ]))).Append('\n');
        }

        AppendUnread(text, proposals);
        return text.ToString().TrimEnd();
    }

    public static string Json(SourceProposals proposals)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("sources");
            foreach (var proposal in proposals.Found)
                Write(json, proposal);
            json.WriteEndArray();
            json.WriteStartArray("unread");
            foreach (var unread in proposals.Unread)
            {
                json.WriteStartObject();
                json.WriteString("name", unread.Name);
                json.WriteNumber("documents", unread.Documents);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("faults");
            foreach (var (profile, fault) in proposals.Faults)
                json.WriteString(profile, fault);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static string Coverage(SourceProposals proposals) => TextTable.Of(
        ["profile", "events", "looked at", "noise", "actor", "host", "origin", "country", "category", "outcome", "who acts"],
        proposals.Found.Select(f => (string[])
        [
            f.Coverage.Source.Id, Number(f.Total), Number(f.Coverage.Events), Percent(f.Coverage.Events == 0 ? 0 : (double)f.Coverage.Noise / f.Coverage.Events),
            Share(f, c => c.WithActor), Share(f, c => c.WithHost), Share(f, c => c.WithOrigin), Share(f, c => c.WithCountry), Share(f, c => c.WithCategory), Share(f, c => c.WithOutcome),
            string.Join(", ", f.Coverage.Kinds.OrderByDescending(k => k.Value).Select(k => $"{k.Key.Name()} {Percent(f.Coverage.Share(k.Value))}")),
        ]), indent: "").TrimEnd();

    private static void AppendUnread(StringBuilder text, SourceProposals proposals)
    {
        if (proposals.Unread.Count == 0)
            return;
        text.Append("\nRead by none of them:\n");
        text.Append(TextTable.Of(["name", "events"], proposals.Unread.OrderByDescending(u => u.Documents).Take(MostUnread).Select(u => (string[])[u.Name, Number(u.Documents)])));
        if (proposals.Unread.Count > MostUnread)
            text.Append(CultureInfo.InvariantCulture, $"  and {proposals.Unread.Count - MostUnread:N0} more\n");
        text.Append("A source of your own reads them: docs/sources.md.\n");
    }

    private static void Write(Utf8JsonWriter json, SourceProposal proposal)
    {
        var coverage = proposal.Coverage;
        json.WriteStartObject();
        json.WriteString("profile", coverage.Source.Id);
        json.WriteStartArray("indices");
        foreach (var index in proposal.Indices)
            json.WriteStringValue(index);
        json.WriteEndArray();
        json.WriteNumber("events", proposal.Total);
        json.WriteNumber("looked_at", coverage.Events);
        json.WriteNumber("noise", coverage.Noise);
        foreach (var (name, events) in new[]
        {
            ("actor", coverage.WithActor), ("host", coverage.WithHost), ("origin", coverage.WithOrigin), ("country", coverage.WithCountry),
            ("category", coverage.WithCategory), ("outcome", coverage.WithOutcome),
        })
            json.WriteNumber($"{name}_share", Math.Round(coverage.Share(events), 4));
        json.WriteStartArray("examples");
        foreach (var example in coverage.Examples)
            Write(json, example);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, EventIdentity identity)
    {
        json.WriteStartObject();
        json.WriteString("actor", identity.Actor);
        json.WriteString("actor_kind", identity.ActorKind?.Name());
        json.WriteString("target", identity.Target);
        json.WriteString("host", identity.Host);
        json.WriteString("origin", identity.Origin);
        json.WriteStartArray("category");
        foreach (var category in identity.Category)
            json.WriteStringValue(category);
        json.WriteEndArray();
        json.WriteString("action", identity.Action);
        json.WriteString("outcome", identity.Outcome);
        json.WriteEndObject();
    }

    private static string Share(SourceProposal proposal, Func<SourceCoverage, long> events) => Percent(proposal.Coverage.Share(events(proposal.Coverage)));

    private static string Percent(double share) => share.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
