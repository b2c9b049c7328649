using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>Strangers who guess passwords at the SSH server that the internet can reach: all day, in bursts of very unequal length, always in vain.</summary>
internal static class InternetNoise
{
    private const double GuessersPerDay = 7;

    public static void Blow(Today today)
    {
        var chance = today.Chance("internet", "guessing");
        for (var guessers = chance.Poisson(GuessersPerDay * Math.Sqrt(today.Rate)); guessers > 0; guessers--)
        {
            var number = chance.Below(4_000);
            var place = Place.Guessers[number % Place.Guessers.Count];
            var hour = chance.Between(0, 24);
            var attempts = Math.Min(60, 1 + (int)chance.LogNormal(3, 1.1));
            for (var attempt = 0; attempt < attempts; attempt++, hour += chance.Exponential(6.0 / 3600))
            {
                today.Add(new Act
                {
                    TimeMs = today.Day.Ms(Math.Min(hour, 30)),
                    Kind = ActKind.SshFailed,
                    On = today.Site.Servers.Bastion,
                    From = Addresses.Guesser(number),
                    At = place,
                    Text = chance.PickSkewed(Software.GuessedNames),
                    Salt = chance.Bits(),
                });
            }
        }
    }
}
