using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Sources.Yaml;
using NodaTime;
using Quartz;

namespace BehaviorElasticSidecar.Worker.Settings;

/// <summary>Rules across settings, and those that need more than one value to be checked.</summary>
internal sealed class SettingsRules(YamlMapping root, IReadOnlyDictionary<string, object?> values)
{
    private static readonly string[] Credentials = ["engine.api_key", "engine.bearer_token", "engine.password"];

    public void Check()
    {
        if (values["time_zone"] is string zone && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            Fault("time_zone", Unknown(zone), ["names of the tz database such as Europe/Vienna, UTC"]);
        if (values["schedule.cron"] is string cron && !CronExpression.TryParse(cron, out _))
            Fault("schedule.cron", "not a Quartz cron expression (second minute hour day month weekday)", ["0 0/5 * * * ?", "0 30 2 * * ?"]);
        CheckCredentials();
        Pair("engine.client_certificate", "engine.client_key");
        Pair("engine.client_key", "engine.client_certificate");
        CheckTls();
        // One of the default's name need not be there, so that what 'config show' prints can be read again anywhere.
        if (values["detectors.folder"] is string folder && Path.GetFileName(folder) != new DetectorOptions().Folder && !Directory.Exists(folder))
            Fault("detectors.folder", "no such folder");
        if (values["detectors.couplings"] is string couplings && Path.GetFileName(couplings) != new DetectorOptions().Couplings && !Directory.Exists(couplings))
            Fault("detectors.couplings", "no such folder");
        if (values["learning.days"] is int days && values["history"] is TimeSpan history && TimeSpan.FromDays(days) > history)
            Fault(Given("learning.days") ? "learning.days" : "history", $"the learning phase of {days} days is longer than the history of {DurationText.Format(history)}");
    }

    private void CheckCredentials()
    {
        var given = Credentials.Where(k => values[k] is not null).ToList();
        foreach (var extra in given.Skip(1))
            Fault(extra, $"given together with {given[0]}: the cluster takes one of them");
        Pair("engine.password", "engine.username");
        Pair("engine.username", "engine.password");
    }

    private void CheckTls()
    {
        if (values["engine.nodes"] is not IReadOnlyList<Uri> nodes)
            return;
        foreach (var key in new[] { "engine.certificate_authority", "engine.client_certificate" })
            if (values[key] is not null && nodes.Any(n => n.Scheme == "http"))
                Fault(key, "is of no use with http nodes: write https:// in engine.nodes");
        foreach (var key in new[] { "engine.certificate_authority", "engine.client_certificate", "engine.client_key" })
            if (values[key] is string file && !File.Exists(file))
                Fault(key, "no such file");
    }

    private void Pair(string key, string needed)
    {
        if (values[key] is not null && values[needed] is null && !Given(needed))
            Fault(key, $"needs {needed} as well");
    }

    private bool Given(string key)
    {
        var (group, name) = Place(key);
        return group is not null && (group.Has(name) || group.Has(name + SettingsCatalogue.FileSuffix));
    }

    private void Fault(string key, string message, IReadOnlyList<string>? allowed = null)
    {
        var (group, name) = Place(key);
        var secretFile = group is not null && !group.Has(name) && group.Has(name + SettingsCatalogue.FileSuffix);
        (group ?? root).Fault(secretFile ? name + SettingsCatalogue.FileSuffix : name, message, allowed);
    }

    private (YamlMapping? Group, string Name) Place(string key)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return (root, key);
        return (root.Has(key[..dot]) ? root.Mapping(key[..dot]) : null, key[(dot + 1)..]);
    }

    private static string Unknown(string zone)
    {
        var near = NearestSpelling.Of(zone, DateTimeZoneProviders.Tzdb.Ids);
        return near is null ? "not a time zone" : $"not a time zone, did you mean '{near}'?";
    }
}
