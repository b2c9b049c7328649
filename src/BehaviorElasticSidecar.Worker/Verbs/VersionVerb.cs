using System.CommandLine;

namespace BehaviorElasticSidecar.Worker.Verbs;

internal static class VersionVerb
{
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("version", "Print the version.");
        command.SetAction(_ => surroundings.Out.WriteLine(Program.Version));
        return command;
    }
}
