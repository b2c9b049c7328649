using System.Runtime.CompilerServices;

namespace BehaviorElasticSidecar.Worker.Tests;

/// <summary>Texts that users see, compared with the approved file beside the test. A difference is a change that needs a changelog line.</summary>
internal static class Approved
{
    public static void ShouldBeApproved(this string text, [CallerFilePath] string file = "", [CallerMemberName] string test = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(file)!, "approved");
        var approved = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(file)}.{test}.txt");
        text = text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        var expected = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        if (text == expected)
            return;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.ChangeExtension(approved, ".received.txt"), text);
        text.ShouldBe(expected);
    }

    /// <summary>The repository's root: the folder of the solution.</summary>
    public static string Root([CallerFilePath] string file = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(file)!);
        while (folder.GetFiles("*.sln").Length == 0)
            folder = folder.Parent!;
        return folder.FullName;
    }
}
