namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>A part of the company: its clock, its holidays, its line to the internet, the homes around it.</summary>
/// <param name="Index">Its place in <see cref="All"/>; the headquarters, 0, keep the zone of the options.</param>
/// <param name="ShareFraction">Of the people who need not be at the warehouse.</param>
internal sealed record Office(int Index, string Name, string Zone, string Country, double ShareFraction, Place Place, uint Address, IReadOnlyList<Place> Homes)
{
    private static readonly Place NewYorkPlace = new("New York", "US", "United States", "North America", "US-NY", "New York", 40.7128, -74.0060, 64524, "Battery Fiber");

    private static readonly Place BerlinPlace = new("Berlin", "DE", "Germany", "Europe", "DE-BE", "Land Berlin", 52.5200, 13.4050, 64525, "Spree Breitband");

    public static Office Headquarters { get; } = new(0, "Chicago", "America/Chicago", "US", 0.62, Place.Chicago, Addresses.Office, Place.Homes);

    public static IReadOnlyList<Office> All { get; } =
    [
        Headquarters,
        new(1, "New York", "America/New_York", "US", 0.23, NewYorkPlace, Addresses.Of(203, 0, 113, 20),
        [
            NewYorkPlace,
            NewYorkPlace with { City = "Brooklyn", Latitude = 40.6782, Longitude = -73.9442 },
            NewYorkPlace with { City = "Jersey City", Region = "US-NJ", RegionName = "New Jersey", Latitude = 40.7178, Longitude = -74.0431, AsNumber = 64526, AsOrganisation = "Palisade Cable" },
            NewYorkPlace with { City = "Yonkers", Latitude = 40.9312, Longitude = -73.8988, AsNumber = 64526, AsOrganisation = "Palisade Cable" },
        ]),
        new(2, "Berlin", "Europe/Berlin", "DE", 0.15, BerlinPlace, Addresses.Of(203, 0, 113, 30),
        [
            BerlinPlace,
            BerlinPlace with { City = "Potsdam", Region = "DE-BB", RegionName = "Brandenburg", Latitude = 52.3906, Longitude = 13.0645 },
            BerlinPlace with { City = "Bernau", Region = "DE-BB", RegionName = "Brandenburg", Latitude = 52.6797, Longitude = 13.5871, AsNumber = 64527, AsOrganisation = "Havel Kabel" },
        ]),
    ];
}
