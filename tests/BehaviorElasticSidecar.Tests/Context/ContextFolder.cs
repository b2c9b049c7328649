using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Tests.Context;

/// <summary>Lists in a folder of their own.</summary>
internal sealed class ContextFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("context-");

    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public ContextList People(string name, byte[] content, params (string Attribute, string Column)[] map)
    {
        File.WriteAllBytes(Path(name), content);
        return List(name, EntityKind.User, map);
    }

    public ContextList People(string name, string content, params (string Attribute, string Column)[] map) =>
        People(name, System.Text.Encoding.UTF8.GetBytes(content), map);

    public ContextList List(string name, EntityKind kind, params (string Attribute, string Column)[] map) => new()
    {
        Kind = kind,
        File = Path(name),
        Format = name.EndsWith(".csv", StringComparison.Ordinal) ? ContextFormat.Csv : ContextFormat.Ndjson,
        Map = map.ToDictionary(m => m.Attribute, m => m.Column),
    };

    public void Dispose() => _folder.Delete(recursive: true);
}
