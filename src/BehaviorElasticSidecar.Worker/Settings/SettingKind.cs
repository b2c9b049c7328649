namespace BehaviorElasticSidecar.Worker.Settings;

/// <summary>How the value of a setting is written.</summary>
internal enum SettingKind
{
    Text,

    /// <summary>Masked wherever it is shown; can also be given as a file, with the key <c>..._file</c>.</summary>
    Secret,
    /// <summary>Relative ones start from the settings file's folder if they stand there, else from the working folder.</summary>
    Path,
    Duration,
    Bytes,
    Whole,
    Number,
    Choice,
    Switch,
    Urls,
}
