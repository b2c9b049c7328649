using System.CommandLine;
using BehaviorElasticSidecar.Worker.Hosting;
using BehaviorElasticSidecar.Worker.Logging;

namespace BehaviorElasticSidecar.Worker.Verbs;

internal static class HealthVerb
{
    public static Command Create(Surroundings surroundings)
    {
        var settings = new SettingsFlags();
        var command = new TeachingCommand("health", "Say whether the worker in this container is alive and its last cycle went well.")
        {
            Examples = [("behavior-sidecar health", "What the container image's HEALTHCHECK calls; reads the file schedule.heartbeat, asks no cluster.")],
        };
        settings.AddTo(command);
        command.SetAction((flags, cancellationToken) => Boundary.RunAsync(
            surroundings,
            token =>
            {
                var file = settings.Load(flags, surroundings).Get<ScheduleOptions>().Heartbeat;
                if (file is null)
                    return Task.FromResult(Tell(surroundings, ExitCode.Settings, "schedule.heartbeat is not set: the worker writes no heartbeat"));
                return Task.FromResult(Judge(surroundings, file));
            },
            cancellationToken));
        return command;
    }

    private static ExitCode Judge(Surroundings surroundings, string file)
    {
        var heartbeat = new HeartbeatStore(Path.GetFullPath(file, surroundings.Folder)).Read();
        if (heartbeat is null)
            return Tell(surroundings, ExitCode.Fault, $"{file}: no heartbeat yet");
        if (surroundings.Time.GetUtcNow() > heartbeat.StaleAfter)
            return Tell(surroundings, ExitCode.Fault, $"no sign of life since {heartbeat.At:O}");
        var message = $"{heartbeat.State} since {heartbeat.At:O}: {SafeText.Neutralised(heartbeat.Message)}";
        return Tell(surroundings, heartbeat.State == "failing" ? ExitCode.Fault : ExitCode.Fine, message);
    }

    private static ExitCode Tell(Surroundings surroundings, ExitCode code, string message)
    {
        (code == ExitCode.Fine ? surroundings.Out : surroundings.Error).WriteLine(message);
        return code;
    }
}
