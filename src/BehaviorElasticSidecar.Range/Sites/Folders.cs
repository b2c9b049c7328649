namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>The files of one department, on its share and in the office suite: a few that everybody opens, many that hardly anybody does.</summary>
internal sealed record Folders(string Share, IReadOnlyList<string> Paths, IReadOnlyList<string> Documents)
{
    private const int Files = 400;

    private static readonly string[] Kinds = ["report", "plan", "list", "contract", "invoice", "notes", "budget", "offer", "minutes", "draft"];
    private static readonly string[] Endings = ["xlsx", "docx", "pdf", "pptx", "csv"];
    private static readonly Dictionary<string, Folders> Each =
        Department.All.Select(d => d.Name).Append("Common").ToDictionary(name => name, Make, StringComparer.Ordinal);

    /// <summary>What all departments share.</summary>
    public static Folders Common => Each["Common"];

    public static Folders Of(Department department) => Each[department.Name];

    private static Folders Make(string name)
    {
        var share = name.Replace(" ", "", StringComparison.Ordinal);
        return new Folders(share,
            [.. Enumerable.Range(0, Files).Select(i => $@"{2020 + i * 13 % 7}\{Kinds[i * 7 % Kinds.Length]}s\{Name(i)}")],
            [.. Enumerable.Range(0, Files).Select(i => $"{share}/Documents/{Kinds[i * 3 % Kinds.Length]}s/{Name(i)}")]);
    }

    private static string Name(int i) => $"{Kinds[i * 7 % Kinds.Length]}-{i:000}.{Endings[i * 3 % Endings.Length]}";
}
