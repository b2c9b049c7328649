using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Worker.Checks;
using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Tests;

internal sealed class ScriptedCheck : IClusterCheck
{
    public CheckReport Report { get; set; } = new()
    {
        Exit = ExitCode.Fine,
        Connection = new ConnectionCheck(["http://localhost:9200"], "OpenSearch", "2.19.5", "site", null),
    };

    public RunOutcome SetUp { get; set; } = ScriptedRuns.Fine;

    public bool? DryRun { get; private set; }

    public Task<CheckReport> CheckAsync(bool cost, CancellationToken cancellationToken) => Task.FromResult(Report);

    public Task<RunOutcome> SetUpTemplatesAsync(bool dryRun, CancellationToken cancellationToken)
    {
        DryRun = dryRun;
        return Task.FromResult(SetUp);
    }

    public Task<SourceProposals> DetectSourcesAsync(IReadOnlyList<Source> profiles, CancellationToken cancellationToken) => Task.FromResult(Sources);

    public SourceProposals Sources { get; set; } = new([], [], new Dictionary<string, string>());

    public void Dispose()
    {
    }
}
