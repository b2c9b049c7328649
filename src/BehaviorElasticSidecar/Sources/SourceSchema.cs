using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Sources;

/// <summary>The text of <c>docs/schema/source.schema.json</c>.</summary>
public static class SourceSchema
{
    public static string Text() => EditorSchema.Of("Behavior Elastic Sidecar: source", SourceGrammar.Keys, []);
}
