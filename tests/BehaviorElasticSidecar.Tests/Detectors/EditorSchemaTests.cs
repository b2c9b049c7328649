using System.Text.Json;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Detectors;

/// <summary>The committed schemas are what the tables give. After changing a table, run once with BEHAVIOR_WRITE_SCHEMAS=1 and commit the files.</summary>
public sealed class EditorSchemaTests
{
    [Fact]
    public void The_detector_schema_is_the_grammars()
    {
        Approve("detector.schema.json", DetectorSchema.Text(Grammars.Shipped));
    }

    [Fact]
    public void The_source_schema_is_the_grammars()
    {
        Approve("source.schema.json", SourceSchema.Text());
    }

    [Fact]
    public void The_schema_forbids_what_a_measure_forbids()
    {
        using var schema = JsonDocument.Parse(DetectorSchema.Text(Grammars.Fixed));

        var rare = schema.RootElement.GetProperty("allOf").EnumerateArray()
            .Single(r => r.GetProperty("if").GetProperty("properties").GetProperty("measure").GetProperty("const").GetString() == "rare").GetProperty("then");

        rare.GetProperty("required")[0].GetString().ShouldBe("of");
        rare.GetProperty("properties").GetProperty("by").GetBoolean().ShouldBeFalse();
        rare.GetProperty("properties").GetProperty("direction").GetProperty("enum").GetArrayLength().ShouldBe(1);
    }

    /// <summary>Sources come before entities, so the words stand in both; here they are held together.</summary>
    [Fact]
    public void Sources_know_the_kinds_of_entities_that_detectors_know_and_targets()
    {
        SourceGrammar.Kinds.ShouldBe([.. EntityKinds.All, ActorOrders.Target]);
    }

    private static void Approve(string file, string text)
    {
        var path = RepositoryFiles.At("docs", "schema", file);
        if (Environment.GetEnvironmentVariable("BEHAVIOR_WRITE_SCHEMAS") == "1")
            File.WriteAllText(path, text);
        File.ReadAllText(path).ShouldBe(text);
    }
}
