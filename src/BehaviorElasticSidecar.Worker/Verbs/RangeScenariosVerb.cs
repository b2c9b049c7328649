using System.CommandLine;
using System.Text;
using System.Text.Json;
using BehaviorElasticSidecar.Range.Scenarios;
using BehaviorElasticSidecar.Worker.Checks;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>The attacks that a range can hold.</summary>
internal static class RangeScenariosVerb
{
    public static Command Create(Surroundings surroundings)
    {
        var json = new Option<bool>("--json") { Description = "As one JSON object." };
        var command = new TeachingCommand("scenarios", "List the attacks that range generate can plant.")
        {
            Examples = [("behavior-sidecar range scenarios --json | jq -r '.scenarios[] | select(.difficulty==\"quiet\").id'", "The hardest to find.")],
            Notes =
            [
                "loud: one look at the day's log shows it. plain: unusual for the one who does it, not for the site. quiet: nothing by itself is unusual, only together or slowly.",
            ],
        };
        command.Add(json);
        command.SetAction((flags, cancellationToken) => Boundary.RunAsync(
            surroundings,
            _ =>
            {
                var all = ScenarioCatalogue.All();
                surroundings.Out.WriteLine(flags.GetValue(json) ? Json(all) : Table(all));
                return Task.FromResult(ExitCode.Fine);
            },
            cancellationToken));
        return command;
    }

    private static string Table(IReadOnlyList<Scenario> scenarios) => TextTable.Of(
        ["scenario", "difficulty", "att&ck", "title"],
        scenarios.Select(s => (string[])[s.Id, Difficulty(s), string.Join(',', s.Techniques), s.Title]),
        indent: "").TrimEnd();

    private static string Json(IReadOnlyList<Scenario> scenarios)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("scenarios");
            foreach (var scenario in scenarios)
                Write(json, scenario);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Scenario scenario)
    {
        json.WriteStartObject();
        json.WriteString("id", scenario.Id);
        json.WriteString("difficulty", Difficulty(scenario));
        json.WriteStartArray("techniques");
        foreach (var technique in scenario.Techniques)
            json.WriteStringValue(technique);
        json.WriteEndArray();
        json.WriteString("title", scenario.Title);
        json.WriteEndObject();
    }

    private static string Difficulty(Scenario scenario) => scenario.Difficulty.ToString().ToLowerInvariant();
}
