namespace BehaviorElasticSidecar.Worker.Settings;

/// <summary>Which settings file is read: the flag's, else the variable's, else <c>./behavior-sidecar.yml</c> if it exists, else none.</summary>
internal static class SettingsFile
{
    public static string? Find(string? flag, IReadOnlyDictionary<string, string> environment, string folder)
    {
        if (flag is not null)
            return flag;
        if (environment.TryGetValue(SettingsLayers.FileVariable, out var named) && named.Length > 0)
            return named;
        return File.Exists(Path.Combine(folder, SettingsLayers.FileName)) ? SettingsLayers.FileName : null;
    }
}
