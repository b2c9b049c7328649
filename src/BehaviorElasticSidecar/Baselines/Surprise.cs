namespace BehaviorElasticSidecar.Baselines;

/// <summary>How improbable one row is under its baseline: <see cref="Value"/> = -log10 of the predictive probability, finite, 0 or more.</summary>
/// <param name="Row">Index of the row in the <see cref="Sighting"/> that it is about.</param>
/// <param name="IfShared">What it is instead when several entities show the same value first in one bucket (a rollout): never more than <see cref="Value"/>.</param>
public readonly record struct Surprise(double Value, int Row, double IfShared)
{
    /// <summary>A surprise that is the same whoever else shows the value.</summary>
    public Surprise(double value, int row)
        : this(value, row, value)
    {
    }
}
