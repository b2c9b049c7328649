namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>A city as the GeoIP processor would fill it, with the network of the address.</summary>
internal sealed record Place(
    string City, string Country, string CountryName, string Continent, string Region, string RegionName,
    double Latitude, double Longitude, int AsNumber, string AsOrganisation)
{
    /// <summary>Where the office and most homes are.</summary>
    public static Place Chicago { get; } = new("Chicago", "US", "United States", "North America", "US-IL", "Illinois", 41.8835, -87.6305, 64496, "Lakeshore Cable");

    public static Place Bucharest { get; } = new("Bucharest", "RO", "Romania", "Europe", "RO-B", "Bucuresti", 44.4323, 26.1063, 64511, "Dunarea Hosting SRL");

    public static Place Singapore { get; } = new("Singapore", "SG", "Singapore", "Asia", "SG-01", "Central Singapore", 1.2868, 103.8503, 64510, "Straits Cloud Pte");

    public static Place Amsterdam { get; } = new("Amsterdam", "NL", "Netherlands", "Europe", "NL-NH", "North Holland", 52.3716, 4.8883, 64509, "Polder Servers BV");

    /// <summary>Where the cloud services that the site uses answer from.</summary>
    public static Place CloudRegion { get; } = new("Columbus", "US", "United States", "North America", "US-OH", "Ohio", 39.9612, -82.9988, 64495, "Commons Cloud Services");

    /// <summary>Homes, most frequent first.</summary>
    public static IReadOnlyList<Place> Homes { get; } =
    [
        Chicago,
        Chicago with { City = "Evanston", Latitude = 42.0451, Longitude = -87.6877 },
        Chicago with { City = "Naperville", Latitude = 41.7508, Longitude = -88.1535, AsNumber = 64497, AsOrganisation = "Prairie Fiber" },
        Chicago with { City = "Oak Park", Latitude = 41.8850, Longitude = -87.7845, AsNumber = 64497, AsOrganisation = "Prairie Fiber" },
        new("Milwaukee", "US", "United States", "North America", "US-WI", "Wisconsin", 43.0389, -87.9065, 64497, "Prairie Fiber"),
        new("Madison", "US", "United States", "North America", "US-WI", "Wisconsin", 43.0731, -89.4012, 64498, "Badger Broadband"),
        new("Austin", "US", "United States", "North America", "US-TX", "Texas", 30.2672, -97.7431, 64499, "Lone Star Fiber"),
    ];

    /// <summary>Where people travel for work.</summary>
    public static IReadOnlyList<Place> Trips { get; } =
    [
        new("New York", "US", "United States", "North America", "US-NY", "New York", 40.7128, -74.0060, 64500, "Hudson Guest Networks"),
        new("Dallas", "US", "United States", "North America", "US-TX", "Texas", 32.7767, -96.7970, 64500, "Hudson Guest Networks"),
        new("Denver", "US", "United States", "North America", "US-CO", "Colorado", 39.7392, -104.9903, 64501, "Front Range Hotels Net"),
        new("Toronto", "CA", "Canada", "North America", "CA-ON", "Ontario", 43.6532, -79.3832, 64502, "Ontario Guest Access"),
        new("London", "GB", "United Kingdom", "Europe", "GB-ENG", "England", 51.5074, -0.1278, 64503, "Thames Hospitality Wireless"),
    ];

    /// <summary>Where people of a wide range travel for work: the above and more.</summary>
    public static IReadOnlyList<Place> FarTrips { get; } =
    [
        .. Trips,
        new("San Francisco", "US", "United States", "North America", "US-CA", "California", 37.7749, -122.4194, 64512, "Bay Guest Wireless"),
        new("Atlanta", "US", "United States", "North America", "US-GA", "Georgia", 33.7490, -84.3880, 64501, "Front Range Hotels Net"),
        new("Munich", "DE", "Germany", "Europe", "DE-BY", "Bavaria", 48.1374, 11.5755, 64513, "Isar Hotel Netze"),
        new("Paris", "FR", "France", "Europe", "FR-75", "Paris", 48.8566, 2.3522, 64514, "Reseau Hotelier Seine"),
        new("Zurich", "CH", "Switzerland", "Europe", "CH-ZH", "Zurich", 47.3769, 8.5417, 64515, "Limmat Gastnetz"),
        new("Warsaw", "PL", "Poland", "Europe", "PL-14", "Mazovia", 52.2297, 21.0122, 64516, "Wisla Goscie"),
        new("Tokyo", "JP", "Japan", "Asia", "JP-13", "Tokyo", 35.6895, 139.6917, 64517, "Sumida Guest Line"),
        Singapore with { AsNumber = 64518, AsOrganisation = "Marina Guest Networks" },
    ];

    /// <summary>Where people spend vacations, and look at their mail by phone.</summary>
    public static IReadOnlyList<Place> Vacations { get; } =
    [
        new("Orlando", "US", "United States", "North America", "US-FL", "Florida", 28.5384, -81.3789, 64519, "Sunshine Resorts Net"),
        new("Cancun", "MX", "Mexico", "North America", "MX-ROO", "Quintana Roo", 21.1619, -86.8515, 64520, "Caribe Movil"),
        new("Palma", "ES", "Spain", "Europe", "ES-PM", "Balearic Islands", 39.5696, 2.6502, 64521, "Balear Turistica"),
        new("Antalya", "TR", "Turkey", "Asia", "TR-07", "Antalya", 36.8969, 30.7133, 64522, "Akdeniz Otel Aglari"),
        new("Lisbon", "PT", "Portugal", "Europe", "PT-11", "Lisbon", 38.7223, -9.1393, 64523, "Tejo Wireless"),
    ];

    /// <summary>Where password guessing on the internet comes from.</summary>
    public static IReadOnlyList<Place> Guessers { get; } =
    [
        new("Shanghai", "CN", "China", "Asia", "CN-SH", "Shanghai", 31.2304, 121.4737, 64504, "Pudong Data Center"),
        new("Sao Paulo", "BR", "Brazil", "South America", "BR-SP", "Sao Paulo", -23.5505, -46.6333, 64505, "Paulista Telecom"),
        new("Moscow", "RU", "Russia", "Europe", "RU-MOW", "Moscow", 55.7558, 37.6173, 64506, "Neva Colocation"),
        new("Hanoi", "VN", "Vietnam", "Asia", "VN-HN", "Hanoi", 21.0278, 105.8342, 64507, "Red River Networks"),
        new("Ashburn", "US", "United States", "North America", "US-VA", "Virginia", 39.0438, -77.4874, 64508, "Piedmont Cloud"),
        Amsterdam,
    ];
}
