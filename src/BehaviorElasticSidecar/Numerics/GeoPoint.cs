namespace BehaviorElasticSidecar.Numerics;

/// <summary>A place on earth in degrees: latitude -90..90, longitude -180..180.</summary>
internal readonly record struct GeoPoint(double Latitude, double Longitude)
{
    /// <summary>Mean radius of the earth (IUGG).</summary>
    private const double RadiusKm = 6371.0088;

    /// <summary>Shortest way over the surface. Haversine (Sinnott 1984): accurate for near points too; antipodes to 1e-6 relative.</summary>
    public double DistanceKm(GeoPoint other)
    {
        double phi1 = double.DegreesToRadians(Latitude), phi2 = double.DegreesToRadians(other.Latitude);
        var sinPhi = Math.Sin((phi2 - phi1) / 2);
        var sinLambda = Math.Sin(double.DegreesToRadians(other.Longitude - Longitude) / 2);
        var h = sinPhi * sinPhi + Math.Cos(phi1) * Math.Cos(phi2) * sinLambda * sinLambda;
        return 2 * RadiusKm * Math.Asin(Math.Sqrt(Math.Min(1, h)));
    }
}
