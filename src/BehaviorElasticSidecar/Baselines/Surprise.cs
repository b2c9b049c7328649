namespace BehaviorElasticSidecar.Baselines;

/// <summary>How improbable one row is under its baseline: <see cref="Value"/> = -log10 of the predictive probability, finite, 0 or more.</summary>
/// <param name="Row">Index of the row in the <see cref="Sighting"/> that it is about.</param>
public readonly record struct Surprise(double Value, int Row);
