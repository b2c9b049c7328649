namespace BehaviorElasticSidecar.Entities.Addresses;

/// <summary>Somebody at an address, from the first event that says so to the last with nobody else of the kind between.</summary>
internal readonly record struct AddressClaim(EntityKey Holder, DateTimeOffset From, DateTimeOffset To, long Events)
{
    public AddressClaim Plus(AddressClaim other) =>
        new(Holder, From < other.From ? From : other.From, To > other.To ? To : other.To, Events + other.Events);

    public void Write(BinaryWriter to)
    {
        Holder.Write(to);
        to.Write(From.UtcTicks);
        to.Write(To.UtcTicks);
        to.Write7BitEncodedInt64(Events);
    }

    public static AddressClaim Read(BinaryReader from) => new(
        EntityKey.Read(from), new DateTimeOffset(from.ReadInt64(), TimeSpan.Zero), new DateTimeOffset(from.ReadInt64(), TimeSpan.Zero), from.Read7BitEncodedInt64());
}

/// <summary>Who was probably behind an address.</summary>
/// <param name="Confidence">0..1.</param>
/// <param name="Seen">Last event that says so.</param>
internal readonly record struct Attribution(EntityKey Holder, double Confidence, DateTimeOffset Seen);
