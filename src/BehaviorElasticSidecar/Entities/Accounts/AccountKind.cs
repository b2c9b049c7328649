namespace BehaviorElasticSidecar.Entities.Accounts;

/// <summary>Who or what is behind an account.</summary>
internal enum AccountKind : byte
{
    Person,
    Service,
    Machine,
    Robot,
    Shared,
    BuiltIn,
}

internal static class AccountKinds
{
    private static readonly string[] Names = ["person", "service", "machine", "robot", "shared", "built_in"];

    /// <summary>As in documents.</summary>
    public static string Name(this AccountKind kind) => Names[(int)kind];
}
