using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Risk;

/// <summary>From a risk score to the document that is written, in the shape of Elastic's own risk index.</summary>
internal static class RiskDocuments
{
    public const string Dataset = "behavior.risk";

    /// <summary>One for <c>behavior-risk-YYYY.MM</c>.</summary>
    public static RiskDocument From(RiskScore score, IndexNames indices, DocumentStamp stamp) =>
        Of(score, indices, stamp, AnomalyId.OfRisk(score.Entity, score.At));

    /// <summary>One for <c>behavior-risk-latest</c>: the same, under an id that the next one replaces.</summary>
    public static RiskDocument Latest(RiskScore score, IndexNames indices, DocumentStamp stamp) =>
        Of(score, indices, stamp, AnomalyId.OfLatestRisk(score.Entity));

    private static RiskDocument Of(RiskScore score, IndexNames indices, DocumentStamp stamp, string id)
    {
        var names = EntityDocumentFields.Of(score.Entity, score.Context);
        var risk = Risk(score, names, indices);
        return new RiskDocument
        {
            Timestamp = score.At,
            Event = new EventFields
            {
                Kind = "state",
                Dataset = Dataset,
                Id = id,
                End = score.At,
                Created = stamp.Created,
                Ingested = stamp.Ingested,
                RiskScore = risk.CalculatedScore,
                RiskScoreNorm = risk.CalculatedScoreNorm,
            },
            Message = Message(score, names.Entity),
            User = names.User is null ? null : names.User with { Risk = risk },
            Host = names.Host is null ? null : names.Host with { Risk = risk },
            Source = names.Source,
            Service = names.Service,
            Cloud = names.Cloud,
            Related = names.Related,
            Behavior = new RiskBehavior(
                names.Entity,
                new RiskScoreFields(
                    risk.CalculatedScoreNorm,
                    risk.CalculatedLevel,
                    score.InputCount,
                    [.. score.Inputs.Select(i => i.DetectorId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])
                {
                    Inputs = risk.Inputs,
                    Context = score.Reasons.Count == 0 ? null : [.. score.Reasons.Select(r => new RiskContextFields(
                        r.Reason, r.Description, Math.Round(r.Odds, 2), Math.Round(r.Contribution, 2)))],
                },
                stamp.Historical)
            {
                Context = names.Context,
            },
        };
    }

    private static RiskFields Risk(RiskScore score, EntityDocumentFields names, IndexNames indices)
    {
        var rounded = Math.Round(score.Score, 2);
        return new RiskFields
        {
            CalculatedLevel = score.Level.ToString(),
            CalculatedScore = rounded,
            CalculatedScoreNorm = rounded,
            IdField = names.NameField,
            IdValue = names.Entity.Id,
            Category1Score = rounded,
            Category1Count = score.InputCount,
            Inputs = [.. score.Inputs.Select(input => new RiskInputFields(
                input.AnomalyId, indices.Anomalies(input.At), "category_1", input.Description,
                Math.Round(input.AnomalyScore, 2), input.At, Math.Round(input.Contribution, 2)))],
        };
    }

    private static string Message(RiskScore score, EntityFields entity)
    {
        var kind = entity.Kind.Replace('_', ' ');
        var name = PlainText.Clean(entity.Id);
        if (score.Score == 0)
            return $"Risk of {kind} {name} is back to 0";
        var counted = score.InputCount == 1 ? "1 anomaly" : $"{PlainText.Number(score.InputCount)} anomalies";
        // Rounded down, so that the number never looks like the next level.
        var because = score.Reasons.Count == 0 ? string.Empty : $"; {string.Join(", ", score.Reasons.Select(r => PlainText.Clean(r.Description)))}";
        return $"Risk of {kind} {name} is {PlainText.Number(Math.Floor(score.Score))} ({score.Level}), from {counted}{because}";
    }
}
