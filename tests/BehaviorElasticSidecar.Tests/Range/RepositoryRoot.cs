namespace BehaviorElasticSidecar.Tests.Range;

/// <summary>The folder of the solution, above wherever the tests were built to.</summary>
internal static class RepositoryRoot
{
    public static string File(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "BehaviorElasticSidecar.sln")))
            folder = folder.Parent;
        return Path.Combine([folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository"), .. parts]);
    }
}
