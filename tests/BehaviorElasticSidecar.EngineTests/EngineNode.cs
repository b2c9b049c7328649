using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.EngineTests;

/// <summary>One engine to test against: a cluster named by environment, a node from <c>../shared/engines</c>, or a container.</summary>
internal sealed class EngineNode(EngineOptions options, Func<Task> stop)
{
    private const string Password = "changeme";

    /// <summary>A node that lives for minutes spends half of its time on compiling what it will not run long enough to repay.</summary>
    private const string ShortLived = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    public EngineOptions Options { get; } = options;

    public Task StopAsync() => stop();

    /// <summary>Why no engine of this stack can be had here; null if one can.</summary>
    public static string? Missing(EngineStack stack)
    {
        if (Url(stack) is not null || StartScript() is not null || HasDocker.Value)
            return null;
        return $"no {stack}: {UrlVariable(stack)} is not set, ../shared/engines is not there, and Docker does not answer";
    }

    public static async Task<EngineNode> StartAsync(EngineStack stack)
    {
        if (Url(stack) is { } url)
            return new EngineNode(EngineOptions.FromUrl(url), () => Task.CompletedTask);
        return StartScript() is { } script ? await StartLocalAsync(stack, script) : await StartContainerAsync(stack);
    }

    private static async Task<EngineNode> StartLocalAsync(EngineStack stack, string script)
    {
        var directory = Directory.CreateTempSubdirectory($"engine-{stack}-").FullName;
        var port = FreePort(stack is EngineStack.OpenSearch ? 19240 : 19260);
        var result = await RunAsync(script, stack.ToString().ToLowerInvariant(), "--port", $"{port}", "--dir", directory, "--heap", "1g", "--password", Password);
        var stop = Path.Combine(Path.GetDirectoryName(script)!, "stop");
        if (result.Code != 0)
        {
            await RunAsync(stop, directory, "--clean");
            throw new InvalidOperationException($"{stack} did not start: {result.Output}");
        }

        return new EngineNode(At(stack, port, secured: true), () => RunAsync(stop, directory, "--clean"));
    }

    private static async Task<EngineNode> StartContainerAsync(EngineStack stack)
    {
        var port = FreePort(stack is EngineStack.OpenSearch ? 19240 : 19260);
        string[] image = stack is EngineStack.OpenSearch
            ? ["-e", "DISABLE_SECURITY_PLUGIN=true", "-e", "OPENSEARCH_JAVA_OPTS=-Xms1g -Xmx1g", "opensearchproject/opensearch:2.19.5"]
            : ["-e", $"ELASTIC_PASSWORD={Password}", "-e", "xpack.security.http.ssl.enabled=false", "-e", "ES_JAVA_OPTS=-Xms1g -Xmx1g",
                "docker.elastic.co/elasticsearch/elasticsearch:9.2.0"];
        var result = await RunAsync("docker", ["run", "-d", "--rm", "-p", $"127.0.0.1:{port}:9200", "-e", "discovery.type=single-node", .. image]);
        if (result.Code != 0)
            throw new InvalidOperationException($"{stack} did not start in Docker: {result.Output}");
        var node = new EngineNode(At(stack, port, secured: stack is EngineStack.Elasticsearch), () => RunAsync("docker", "stop", result.Output.Trim()));
        await AnsweringAsync(node);
        return node;
    }

    /// <summary>A container answers some time after it runs.</summary>
    private static async Task AnsweringAsync(EngineNode node)
    {
        var patient = new EngineOptions { Nodes = node.Options.Nodes, Username = node.Options.Username, Password = node.Options.Password, MaxTries = 12 };
        using var client = new EngineClient(patient, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<EngineClient>.Instance);
        (await client.SendAsync(HttpMethod.Get, "/_cluster/health?wait_for_status=yellow&timeout=60s", default, CancellationToken.None)).Dispose();
    }

    private static EngineOptions At(EngineStack stack, int port, bool secured) => EngineOptions.FromUrl(
        secured && stack is EngineStack.Elasticsearch ? $"http://elastic:{Password}@127.0.0.1:{port}" : $"http://127.0.0.1:{port}");

    private static string UrlVariable(EngineStack stack) => $"BEHAVIOR_TEST_{stack.ToString().ToUpperInvariant()}_URL";

    private static string? Url(EngineStack stack) => Environment.GetEnvironmentVariable(UrlVariable(stack)) is { Length: > 0 } url ? url : null;

    /// <summary>The start script beside the repository; null where there is none.</summary>
    private static string? StartScript()
    {
        if (OperatingSystem.IsWindows())
            return null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BehaviorElasticSidecar.sln")))
            {
                var script = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "engines", "start"));
                return File.Exists(script) ? script : null;
            }
        }

        return null;
    }

    /// <summary>The transport port is the HTTP port + 100; both must be free.</summary>
    private static int FreePort(int from)
    {
        for (var port = from; port < from + 20; port++)
        {
            if (IsFree(port) && IsFree(port + 100))
                return port;
        }

        throw new InvalidOperationException($"no free port from {from} on");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static readonly Lazy<bool> HasDocker = new(() =>
    {
        try
        {
            using var docker = Process.Start(new ProcessStartInfo("docker", "info --format {{.ServerVersion}}")
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            return docker.WaitForExit(TimeSpan.FromSeconds(10)) && docker.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    private static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.TryAdd("JAVA_TOOL_OPTIONS", ShortLived);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await error);
    }
}
