using System.Text.Json;

namespace BehaviorElasticSidecar.Worker.Hosting;

/// <summary>The heartbeat file: written by the worker, read by <c>behavior-sidecar health</c> in the same container.</summary>
internal sealed class HeartbeatStore(string path)
{
    /// <summary>Replaces the file in one step, so that a reader never sees half of it.</summary>
    public void Write(Heartbeat heartbeat)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var next = full + ".next";
        File.WriteAllText(next, JsonSerializer.Serialize(heartbeat, HeartbeatJson.Default.Heartbeat));
        File.Move(next, full, overwrite: true);
    }

    /// <summary>Null if there is none or it cannot be understood.</summary>
    public Heartbeat? Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), HeartbeatJson.Default.Heartbeat);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
