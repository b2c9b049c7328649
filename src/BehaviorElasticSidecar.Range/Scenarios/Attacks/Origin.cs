using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>Where on the internet somebody sits. All addresses lie among those of homes, hotels and guessing machines: no prefix gives an intruder away.</summary>
internal readonly record struct Origin(uint Address, Place At)
{
    /// <summary>Home lines up to this number have addresses of their own; beyond it they repeat.</summary>
    private const int HomeLines = 16_000;

    private static readonly Place[] Countries = [Place.Bucharest, Place.Amsterdam, .. Place.Guessers.Take(4)];

    /// <summary>A rented or broken-into home line in a country where nobody of the site lives.</summary>
    public static Origin Abroad(Organisation site, Chance chance) => new(Line(site, chance), chance.Pick(Countries));

    /// <summary>A home line in the city and at the provider of the person: bought access, a relative's line, a café round the corner.</summary>
    public static Origin Near(Organisation site, Person person, Chance chance) => new(Line(site, chance), person.Home);

    /// <summary>A guest network where the site's own people stay on trips.</summary>
    public static Origin Hotel(Chance chance)
    {
        var trip = chance.Below(Place.Trips.Count);
        return new Origin(Addresses.Trip(trip, 1 + chance.Below(250)), Place.Trips[trip]);
    }

    /// <summary>One of the machines that guess passwords all day.</summary>
    public static Origin Guesser(Chance chance)
    {
        var number = chance.Below(4_000);
        return new Origin(Addresses.Guesser(number), Place.Guessers[number % Place.Guessers.Count]);
    }

    /// <summary>A browser that the person does not use, but others of the site do.</summary>
    public static Browser Device(Person person) => Browser.Office.First(b => b != person.Browser);

    private static uint Line(Organisation site, Chance chance)
    {
        var first = Math.Min(site.People.Count, HomeLines - 1_000);
        return Addresses.Home(first + chance.Below(HomeLines - first), chance.Below(4));
    }
}
