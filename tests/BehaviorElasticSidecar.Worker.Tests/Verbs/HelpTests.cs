using System.Text;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Tests.Verbs;

public sealed class HelpTests
{
    private static readonly string[][] Commands =
    [
        [], ["analyze"], ["run"], ["check"], ["setup"], ["config", "show"], ["detector", "validate"], ["detector", "list"], ["baseline", "show"], ["range", "generate"],
        ["range", "scenarios"], ["range", "evaluate"], ["evaluate"], ["demo"], ["health"], ["version"],
    ];

    [Fact]
    public void Help_is_as_approved()
    {
        var text = new StringBuilder();
        foreach (var command in Commands)
        {
            using var sidecar = new SidecarProcess();
            sidecar.Run([.. command, "--help"]).ShouldBe(ExitCode.Fine);
            text.Append("$ behavior-sidecar ").AppendJoin(' ', command).Append(" --help\n").Append(sidecar.Printed);
        }

        // The test host is called differently from the program.
        text.Replace("testhost", "behavior-sidecar").ToString().ShouldBeApproved();
    }
}
