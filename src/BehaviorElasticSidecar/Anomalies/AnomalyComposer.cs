using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Anomalies;

/// <summary>Scores, names, words and proves a finding. Pure but for its cache of compiled sentences; thread-safe.</summary>
internal sealed class AnomalyComposer(SiteClock clock)
{
    private readonly Sentences _sentences = new(clock);

    public Anomaly Compose(Finding finding)
    {
        var explanation = finding.Explanation with { Normal = Sentences.Normal(finding) };
        return new Anomaly
        {
            Id = AnomalyId.Of(
                finding.Detector.Id, finding.Query.Source.Id, finding.Key, new BucketReading(finding.Bucket, finding.LateIn), explanation.Partner, explanation.Value),
            Detector = finding.Detector,
            SourceId = finding.Query.Source.Id,
            Entity = finding.Key,
            Bucket = finding.Bucket,
            LateIn = finding.LateIn,
            Score = AnomalyScore.FromRarity(finding.Rarity),
            Rarity = Math.Max(1, finding.Rarity),
            Surprise = finding.Surprise,
            Explanation = explanation,
            Sentence = _sentences.Render(finding),
            Evidence = EvidenceQuery.Of(finding),
            Context = finding.Context,
        };
    }
}
