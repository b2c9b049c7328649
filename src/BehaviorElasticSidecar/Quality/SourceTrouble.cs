namespace BehaviorElasticSidecar.Quality;

internal enum TroubleKind
{
    /// <summary>Nothing comes any more.</summary>
    Silent,

    /// <summary>Much less comes than usual.</summary>
    Low,

    /// <summary>A part that events had is missing in them.</summary>
    Lost,
}

/// <summary>Something that is wrong with a source for the time being.</summary>
/// <param name="Part">What is lost; empty for the whole source.</param>
/// <param name="Since">Silent: the first hour without events; else the first day.</param>
internal sealed record SourceTrouble(TroubleKind Kind, string Part, DateTimeOffset Since)
{
    /// <summary>While it lasts, detectors that need it do not learn.</summary>
    public bool Freezes => Kind != TroubleKind.Low;
}

/// <summary>A trouble that began or ended with a day.</summary>
/// <param name="Day">The UTC day by which it was judged.</param>
/// <param name="Actual">Events, or events that have the part.</param>
/// <param name="Expected">Of that day, by the source's own past.</param>
/// <param name="IsAccepted">It did not go away: after <see cref="SourceHealth.PatienceDays"/> days it is what is normal now.</param>
internal sealed record TroubleChange(string Source, SourceTrouble Trouble, bool IsEnd, DateTimeOffset Day, double Actual, double Expected, bool IsAccepted);
