using System.Globalization;

namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>Names of invented people; unique logins for any number of them.</summary>
internal static class PeopleNames
{
    private static readonly string[] Given =
    [
        "Sarah", "Miguel", "Priya", "Tom", "Aisha", "Daniel", "Hannah", "Luis", "Mei", "Oliver", "Fatima", "Greg", "Ingrid", "Jamal", "Karen",
        "Leo", "Maria", "Nikolai", "Olga", "Peter", "Quinn", "Rosa", "Samir", "Tanya", "Umar", "Vera", "Walter", "Ximena", "Yusuf", "Zoe", "Ana",
    ];

    private static readonly string[] Family =
    [
        "Keller", "Reyes", "Nair", "Brandt", "Okafor", "Price", "Lindqvist", "Ortega", "Chen", "Hughes", "Haddad", "Novak", "Solberg", "Brooks",
        "Whitfield", "Marino", "Santos", "Orlov", "Petrova", "Jansen", "Doyle", "Delgado", "Khan", "Kowalski", "Siddiqui", "Lang", "Meyer", "Cruz",
        "Aydin", "Fischer", "Moreau", "Tanaka", "Walsh", "Berg", "Costa", "Dietz", "Eriksen",
    ];

    /// <summary>31 and 37 have no common factor, so 1,147 pairs pass before one repeats.</summary>
    public static (string Given, string Family) Of(int index) => (Given[index % Given.Length], Family[index % Family.Length]);

    public static string Login(int index)
    {
        var (given, family) = Of(index);
        var round = index / (Given.Length * Family.Length);
        var suffix = round == 0 ? "" : (round + 1).ToString(CultureInfo.InvariantCulture);
        return $"{given}.{family}{suffix}".ToLowerInvariant();
    }
}
