namespace BehaviorElasticSidecar.Entities;

/// <summary>What an account is, as far as its name and its source tell.</summary>
public enum ActorKind
{
    /// <summary>A person, or what may be one.</summary>
    User,
    ServiceAccount,

    /// <summary>A computer's own account, <c>HOST$</c>.</summary>
    Machine,

    /// <summary>Of the operating system or the platform: SYSTEM, <c>system:anonymous</c>.</summary>
    BuiltIn,

    /// <summary>A program with an identity of its own: an app registration, an integration, a bot.</summary>
    Application,
}

/// <summary>The names of actor kinds in output.</summary>
public static class ActorKinds
{
    public static string Name(this ActorKind kind) => kind switch
    {
        ActorKind.User => "user",
        ActorKind.ServiceAccount => "service_account",
        ActorKind.Machine => "machine",
        ActorKind.BuiltIn => "built_in",
        _ => "application",
    };
}
