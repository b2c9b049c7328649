using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BehaviorElasticSidecar.Tests.Documents;

/// <summary>Documents as they were approved, in <c>tests/data/approved</c>. A difference is a change that users see: look at it, then copy the received file over.</summary>
internal static class ApprovedFile
{
    public static void ShouldBeApproved<T>(T document, JsonTypeInfo<T> type, string name)
    {
        using var json = JsonSerializer.SerializeToDocument(document, type);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            json.WriteTo(writer);
        var received = Encoding.UTF8.GetString(stream.ToArray()) + "\n";
        var path = Path.Combine(Root(), "tests", "data", "approved", name + ".json");
        var approved = File.Exists(path) ? File.ReadAllText(path) : "";
        if (approved != received)
            File.WriteAllText(Path.ChangeExtension(path, ".received.json"), received);
        received.ShouldBe(approved, $"compare {path} with {Path.GetFileNameWithoutExtension(path)}.received.json");
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BehaviorElasticSidecar.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The repository was not found above the test's folder.");
    }
}
