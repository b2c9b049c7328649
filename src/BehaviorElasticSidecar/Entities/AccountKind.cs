namespace BehaviorElasticSidecar.Entities;

/// <summary>What an account is, as far as its name and its source tell.</summary>
public enum AccountKind
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

/// <summary>The names of account kinds in output.</summary>
public static class AccountKinds
{
    public static string Name(this AccountKind kind) => kind switch
    {
        AccountKind.User => "user",
        AccountKind.ServiceAccount => "service_account",
        AccountKind.Machine => "machine",
        AccountKind.BuiltIn => "built_in",
        _ => "application",
    };
}
