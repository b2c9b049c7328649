using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Tests.Cycles;

/// <summary>Sentences that speak of an entity's own peers, at the end of sixteen days.</summary>
public sealed class PeerCycleTests
{
    private const string Sentence = "{{entity}} from {{value}}, as {{peers.share}} of {{peers.name}}";

    [Fact]
    public async Task A_sentence_speaks_of_the_peers_where_there_are_any_and_of_everybody_else()
    {
        var known = await SentencesAsync(peers: true, People("Accounting"));
        known.ShouldContain(s => s.Contains("as none of 5 people in Accounting", StringComparison.Ordinal), string.Join('\n', known));

        (await SentencesAsync(peers: false, People("Accounting"))).ShouldAllBe(s => s.Contains("of 5 users", StringComparison.Ordinal));
        (await SentencesAsync(peers: true, new ContextBook([]))).ShouldAllBe(s => s.Contains("of 5 users", StringComparison.Ordinal));
    }

    private static async Task<List<string>> SentencesAsync(bool peers, ContextBook context)
    {
        var site = new SmallSite
        {
            Detectors = [SmallSite.A("t.new_address", "rare", "source.ip") with { Peers = peers, Sentence = Sentence }],
            Context = context,
            Peers = new PeerRules([["department"]], 5),
            Settings = new() { LearningDays = 7, LeastPeers = 5 },
        }.Filled(days: 16);
        (await site.RunAsync(0, cycles: [SmallSite.Start.AddDays(16)])).ShouldBeNull();
        var found = site.EndState().Where(l => l.StartsWith("behavior-anomalies", StringComparison.Ordinal) && l.Contains("203.0.113.", StringComparison.Ordinal)).ToList();
        found.ShouldNotBeEmpty();
        return found;
    }

    private static ContextBook People(string department) => new(
        new[] { "ana", "ben", "cleo", "dan", "eva" }.Select(p => new EntityContext(new EntityKey(EntityKind.User, p)) { Department = department }));
}
