using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Worker.Settings;

/// <summary>A secret, given as such or as the file that holds it (<c>..._file</c>, as containers and Beats hand them over).</summary>
/// <remarks>The one from the stronger layer counts: flag before environment before file. Both in one layer is a fault, as one of them is forgotten.</remarks>
internal sealed class SecretReader(SettingsLayers layers)
{
    private const int LongestBytes = 64 * 1024;

    public (string? Value, string? Origin) Read(Setting setting, YamlMapping group)
    {
        var fileKey = setting.Name + SettingsCatalogue.FileSuffix;
        bool plain = group.Has(setting.Name), file = group.Has(fileKey);
        if (plain && file)
        {
            var (plainRank, fileRank) = (SettingsLayers.Rank(group.PlaceOf(setting.Name)), SettingsLayers.Rank(group.PlaceOf(fileKey)));
            if (plainRank == fileRank)
            {
                group.Fault(fileKey, $"given together with {setting.Key}: leave one of them out");
                return default;
            }

            (plain, file) = (plainRank > fileRank, fileRank > plainRank);
        }

        if (plain)
            return (group.Text(setting.Name), layers.Origin(group.PlaceOf(setting.Name)));
        return file && group.Text(fileKey) is { } path ? (FromFile(path, fileKey, group), layers.Origin(group.PlaceOf(fileKey))) : default;
    }

    private string? FromFile(string path, string key, YamlMapping group)
    {
        try
        {
            var full = Path.GetFullPath(path, layers.FolderOf(group.PlaceOf(key)));
            if (new FileInfo(full).Length > LongestBytes)
            {
                group.Fault(key, $"the file is longer than {LongestBytes} bytes: not a secret");
                return null;
            }

            var text = File.ReadAllText(full).Trim();
            if (text.Length == 0)
                group.Fault(key, "the file is empty");
            return text.Length == 0 ? null : text;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            group.Fault(key, unreadable is FileNotFoundException or DirectoryNotFoundException ? "no such file" : "the file cannot be read by this user");
            return null;
        }
    }
}
