namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>What the process returns; scripts and schedulers rely on the numbers.</summary>
internal enum ExitCode
{
    Fine = 0,

    /// <summary>Something failed; the message says what, and whether trying again helps.</summary>
    Fault = 1,

    /// <summary>The command line or the settings are wrong; nothing was started.</summary>
    Settings = 2,

    /// <summary>It works, but not everything can be watched.</summary>
    Degraded = 3,

    /// <summary>The cluster refuses what is needed; the message names the call that would grant it.</summary>
    Privileges = 4,
}
