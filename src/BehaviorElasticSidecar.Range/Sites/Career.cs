namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>What happens to one person within a wide range. Days are counted from the range's start.</summary>
internal sealed record Career
{
    /// <summary>First and last day of employment; far outside the range for most.</summary>
    public required int FirstDay { get; init; }

    public required int LastDay { get; init; }

    /// <summary>The same person in another department, from about <see cref="MovesOn"/>; null for those who stay.</summary>
    public Person? Later { get; init; }

    public int MovesOn { get; init; }

    /// <summary>Week (<see cref="Days.LocalDay.Week"/>) from which the new laptop is used.</summary>
    public required int NewLaptopWeek { get; init; }

    public required string NewLaptopName { get; init; }

    public required IReadOnlyList<(int From, int Days)> Vacations { get; init; }

    /// <summary>Where the phone is on vacation; null at home.</summary>
    public Place? VacationPlace { get; init; }

    /// <summary>All traffic goes through the VPN, so cloud services see the gateway's address; otherwise only that to the company's machines.</summary>
    public required bool FullTunnel { get; init; }

    /// <summary>The password expires on days where (day + phase) % 90 is 0.</summary>
    public required int PasswordPhase { get; init; }

    /// <summary>0..7: the week of the rota in which this person is on call.</summary>
    public required int OnCallSlot { get; init; }

    /// <summary>Shared workstations used instead of an own one; empty for most.</summary>
    public required IReadOnlyList<Computer> Terminals { get; init; }
}
