using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Sources.Yaml;
using BehaviorElasticSidecar.Worker.Checks;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>Turns what a verb can expect to go wrong into a message and an exit code. Anything else is a bug and surfaces with its stack.</summary>
internal static class Boundary
{
    public static async Task<int> RunAsync(
        Surroundings surroundings, Func<CancellationToken, Task<ExitCode>> verb, CancellationToken cancellationToken)
    {
        try
        {
            return (int)await verb(cancellationToken).ConfigureAwait(false);
        }
        catch (YamlFaultsException wrong)
        {
            var count = wrong.Faults.Count == 1 ? "1 fault" : $"{wrong.Faults.Count} faults";
            await surroundings.Error.WriteLineAsync($"{count}; nothing was started:").ConfigureAwait(false);
            foreach (var fault in wrong.Faults)
                await surroundings.Error.WriteLineAsync($"  {fault}").ConfigureAwait(false);
            return (int)ExitCode.Settings;
        }
        catch (EventFilesException wrong)
        {
            await surroundings.Error.WriteLineAsync(wrong.Message).ConfigureAwait(false);
            return (int)ExitCode.Settings;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await surroundings.Error.WriteLineAsync("Stopped before the end.").ConfigureAwait(false);
            return (int)ExitCode.Fault;
        }
        catch (EngineException trouble)
        {
            await surroundings.Error.WriteLineAsync(trouble.Message).ConfigureAwait(false);
            return (int)CheckAdvice.ExitOf(trouble);
        }
        catch (Exception expected) when (expected is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await surroundings.Error.WriteLineAsync(expected.Message).ConfigureAwait(false);
            return (int)ExitCode.Fault;
        }
    }
}
