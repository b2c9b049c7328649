namespace BehaviorElasticSidecar.Range.Days;

/// <summary>The prompt on the telephone after most sign-ins: mostly answered, sometimes refused by a slip, seldom several times.</summary>
internal static class SecondFactor
{
    private const double PromptFraction = 0.75, DeniedFraction = 0.012, StubbornFraction = 0.1;

    /// <summary>Draws from the sign-in's own bits, so that nobody else's draws shift.</summary>
    public static void Ask(Today today, in Act signIn)
    {
        if (!today.Wide)
            return;
        var chance = new Chance(signIn.Salt ^ 0x5EC0_4DFA_C704_0001UL);
        if (!chance.Yes(PromptFraction))
            return;
        var prompt = new Act
        {
            TimeMs = signIn.TimeMs + 2_000 + chance.Below(18_000),
            Kind = ActKind.MfaPrompt,
            Who = signIn.Who,
            From = signIn.From,
            At = signIn.At,
            Browser = signIn.Browser,
            Salt = chance.Bits(),
        };
        for (var denied = chance.Yes(DeniedFraction) ? chance.Yes(StubbornFraction) ? 2 + chance.Below(4) : 1 : 0; denied > 0; denied--)
        {
            today.Add(prompt with { Failed = true });
            prompt = prompt with { TimeMs = prompt.TimeMs + 8_000 + chance.Below(40_000), Salt = chance.Bits() };
        }

        today.Add(prompt);
    }
}
