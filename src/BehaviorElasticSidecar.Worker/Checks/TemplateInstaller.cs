using System.Text.Json;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Worker.Checks;

/// <summary>The index templates of this release and those of the cluster; and the first indices behind the aliases.</summary>
internal sealed class TemplateInstaller(EngineClient engine, IndexNames names)
{
    public const string Present = "present";

    public const string Missing = "missing";

    public const string Outdated = "outdated";

    public const string Newer = "newer";

    public const string Unknown = "unknown";

    /// <summary>Every template by name; <see cref="Unknown"/> where the user may not ask.</summary>
    public async Task<IReadOnlyList<TemplateCheck>> InspectAsync(CancellationToken cancellationToken)
    {
        var found = new List<TemplateCheck>();
        foreach (var template in IndexTemplates.All(names))
            found.Add(await InspectAsync(template, cancellationToken).ConfigureAwait(false));
        return found;
    }

    /// <summary>Puts every template that is missing or outdated, then makes the aliased indices that do not exist. Returns what was done, in words.</summary>
    /// <remarks>A newer template stays: it belongs to a newer worker. <see cref="EngineException"/> where the user may not.</remarks>
    public async Task<IReadOnlyList<string>> InstallAsync(bool dryRun, CancellationToken cancellationToken)
    {
        var done = new List<string>();
        foreach (var template in IndexTemplates.All(names))
        {
            var state = await InspectAsync(template, cancellationToken).ConfigureAwait(false);
            if (state.State is Present or Newer)
                continue;
            if (!dryRun)
                await engine.PutIndexTemplateAsync(template.Name, template.Body, cancellationToken).ConfigureAwait(false);
            done.Add(state.State == Outdated
                ? $"template {template.Name}: version {state.Installed} to {state.Shipped}"
                : $"template {template.Name}: version {state.Shipped}");
        }

        foreach (var index in names.Aliased)
        {
            if (await engine.IndexExistsAsync(index.Alias, cancellationToken).ConfigureAwait(false))
                continue;
            if (!dryRun)
                await engine.CreateIndexAsync(index.Index, AliasBody(index.Alias), cancellationToken).ConfigureAwait(false);
            done.Add($"index {index.Index} behind the alias {index.Alias}");
        }

        return done;
    }

    private async Task<TemplateCheck> InspectAsync(IndexTemplate template, CancellationToken cancellationToken)
    {
        try
        {
            var installed = await engine.GetIndexTemplateAsync(template.Name, cancellationToken).ConfigureAwait(false);
            if (installed is null)
                return new TemplateCheck(template.Name, Missing, null, template.Version);
            long? version = installed.Value.TryGetProperty("version", out var number) && number.TryGetInt64(out var known) ? known : null;
            var state = version == template.Version ? Present : version > template.Version ? Newer : Outdated;
            return new TemplateCheck(template.Name, state, version, template.Version);
        }
        catch (EngineException refused) when (refused.Kind == EngineErrorKind.Forbidden)
        {
            return new TemplateCheck(template.Name, Unknown, null, template.Version);
        }
    }

    private static byte[] AliasBody(string alias)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartObject("aliases");
            json.WriteStartObject(alias);
            json.WriteBoolean("is_write_index", true);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
