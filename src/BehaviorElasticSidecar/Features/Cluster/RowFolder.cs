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
    public SpoolRow? Fold(RowRequest request, JsonElement row)
    {
        tally.CountRow();
        if (Entity(request.Entity(row)) is not { } entity)
        {
            tally.CountNotEntity();
            return null;
        }

        var group = "";
        if (query.GroupField is not null)
        {
            if (Group(request.Group(row)!) is not { } folded)
            {
                tally.CountNothingGroup();
                return null;
            }

            group = folded;
        }

        return new SpoolRow(request.Bucket(row, span), entity, group, request.Step, _raw!, request.Columns?.Read(row) ?? []);
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
