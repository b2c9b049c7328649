using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Events;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios;

/// <summary>Somebody guesses an engineer's password at the SSH server for a quarter of an hour, gets in, and becomes root.</summary>
internal sealed record PasswordGuessing(int Day) : IStory
{
    private const int Guesses = 190;

    private static readonly uint Stranger = Addresses.Of(192, 0, 2, 201);

    public Label? Tell(Today today)
    {
        var telling = new Telling(today, "password_guessing");
        var engineer = today.Site.People.First(p => p.Department.Name == "Engineering").Account;
        var bastion = today.Site.Servers.Bastion;
        var guess = new Act
        {
            TimeMs = today.Day.Ms(21.65),
            Kind = ActKind.SshFailed,
            Who = engineer,
            On = bastion,
            From = Stranger,
            At = Place.Amsterdam,
            Salt = telling.Chance.Bits(),
        };
        for (var i = 0; i < Guesses; i++)
        {
            telling.Add(guess);
            guess = guess with { TimeMs = guess.TimeMs + 1_500 + telling.Chance.Below(5_000), Salt = telling.Chance.Bits() };
        }

        telling.Add(guess with { Kind = ActKind.SshLogin });
        foreach (var (seconds, command) in new[] { (70, "/usr/bin/cat /etc/shadow"), (150, "/usr/sbin/useradd -m -G sudo svc_update"), (290, "/usr/bin/crontab -e") })
        {
            telling.Add(guess with
            {
                TimeMs = guess.TimeMs + 1_000L * seconds,
                Kind = ActKind.Sudo,
                From = 0,
                At = null,
                Text = command,
                Salt = telling.Chance.Bits(),
            });
        }

        return telling.About(EntityKind.User, engineer.Login).About(EntityKind.Host, bastion.Name).About(EntityKind.Address, EventJson.Text(Stranger))
            .Label("Password guessing at the SSH server that succeeds from a new address, then sudo", "T1110.001", "T1078.003", "T1548.003");
    }
}
