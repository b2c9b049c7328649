namespace BehaviorElasticSidecar.Tests;

/// <summary>Files of the repository and of the data beside it, found from where the tests run.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>The folder <c>shared</c> beside the repository; null where it is not there.</summary>
    public static string? Shared { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared")) is var folder && Directory.Exists(folder) ? folder : null;

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BehaviorElasticSidecar.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run inside of the repository.");
    }
}

/// <summary>A test over the data beside the repository; skipped with the reason where there is none.</summary>
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (RepositoryFiles.Shared is null)
            Skip = "../shared is not beside the repository";
    }
}

/// <inheritdoc cref="SharedDataFactAttribute"/>
internal sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute()
    {
        if (RepositoryFiles.Shared is null)
            Skip = "../shared is not beside the repository";
    }
}
