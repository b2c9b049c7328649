namespace BehaviorElasticSidecar.Reports;

/// <summary>From time and amount to the units of an SVG's view box. Amounts start at 0 at the bottom; a range of no length is drawn in its middle.</summary>
internal readonly record struct ChartFrame(DateTimeOffset From, DateTimeOffset To, double Top, double Width, double Height, double Left = 0)
{
    public double X(DateTimeOffset at)
    {
        var length = (To - From).Ticks;
        var fraction = length <= 0 ? 0.5 : Math.Clamp((double)(at - From).Ticks / length, 0, 1);
        return Left + fraction * Width;
    }

    public double Y(double amount) => Top <= 0 || !double.IsFinite(amount) ? Height : Height - Math.Clamp(amount / Top, 0, 1) * Height;
}
