using System.Text.Json;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>Gives the rows of one read their folded names; drops those that name nothing.</summary>
/// <remarks>Rows come ordered by entity, so the last name is kept: its row's texts are shared and it is folded once.</remarks>
internal sealed class RowFolder(FeatureQuery query, TimeBucket span, ReadTally tally)
{
    private string? _raw, _folded;
    private string? _rawGroup, _foldedGroup;

    /// <summary>Null: dropped, and counted.</summary>
    public SpoolRow? Fold(RowRequest request, JsonElement row) => Named(request.Entity(row), request.Group(row)) is { } names
        ? new SpoolRow(request.Bucket(row, span), names.Entity, names.Group, request.Step, _raw!, request.Columns?.Read(row) ?? []) : null;

    /// <summary>The same of a row that was counted here.</summary>
    public SpoolRow? Fold(int step, string rawEntity, string? rawGroup, int bucket, double[] numbers) => Named(rawEntity, rawGroup) is { } names
        ? new SpoolRow(bucket, names.Entity, names.Group, step, _raw!, numbers) : null;

    private (string Entity, string Group)? Named(string rawEntity, string? rawGroup)
    {
        tally.CountRow();
        if (Entity(rawEntity) is not { } entity)
        {
            tally.CountNotEntity();
            return null;
        }

        if (query.GroupField is null)
            return (entity, "");
        if (Group(rawGroup!) is { } group)
            return (entity, group);
        tally.CountNothingGroup();
        return null;
    }

    private string? Entity(string raw)
    {
        if (raw == _raw)
            return _folded;
        var folded = EntityNames.Normalise(query.Kind, raw);
        (_raw, _folded) = (raw, folded == raw ? raw : folded);
        return _folded;
    }

    private string? Group(string raw)
    {
        if (raw == _rawGroup)
            return _foldedGroup;
        var folded = NameNormaliser.Value(query.GroupField!, raw);
        (_rawGroup, _foldedGroup) = (raw, folded == raw ? raw : folded);
        return _foldedGroup;
    }
}
