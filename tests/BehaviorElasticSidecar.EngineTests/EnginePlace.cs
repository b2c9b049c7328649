using System.Text.Json;
using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.EngineTests;

/// <summary>A unique prefix in an engine that others may use as well. What was made under it is removed at the end, also after a failure.</summary>
public sealed class EnginePlace(EngineStack stack, EngineClient client) : IAsyncDisposable
{
    public EngineStack Stack { get; } = stack;

    public EngineClient Client { get; } = client;

    /// <summary>Such as <c>test-3f2a...-</c>; every index, alias and template of the test begins with it.</summary>
    public string Prefix { get; } = $"test-{Guid.NewGuid():N}-";

    public string Name(string name) => Prefix + name;

    public async ValueTask DisposeAsync()
    {
        var token = CancellationToken.None;
        var indices = await Client.ListIndicesAsync(Prefix + "*", token);
        await Client.DeleteIndexAsync([.. indices.Select(i => i.Name)], token);
        using var templates = await TemplatesAsync(token);
        if (templates is null)
            return;
        foreach (var template in templates.RootElement.GetProperty("index_templates").EnumerateArray())
            await Client.DeleteIndexTemplateAsync(template.GetProperty("name").GetString()!, token);
    }

    private async Task<JsonDocument?> TemplatesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Client.SendAsync(HttpMethod.Get, $"/_index_template/{Prefix}*", default, cancellationToken);
        }
        catch (EngineException trouble) when (trouble.Kind is EngineErrorKind.NotFound or EngineErrorKind.Forbidden)
        {
            return null;
        }
    }
}
