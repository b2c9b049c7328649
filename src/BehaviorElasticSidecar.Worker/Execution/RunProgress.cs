namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>How far a run is; reported as often as is convenient, shown a few times a second at most.</summary>
/// <param name="Phase">What is being done, for people: <c>Reading</c>, <c>Back-fill 2026-03-04</c>.</param>
/// <param name="Done">Amount so far in this run, in <paramref name="Unit"/>; the rate follows from it.</param>
/// <param name="Unit">In the plural: <c>events</c>, <c>days</c>.</param>
/// <param name="Fraction">0..1 of the whole run; null where the end is not known.</param>
internal sealed record RunProgress(string Phase, long Done, string Unit, double? Fraction);
