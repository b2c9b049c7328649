using BehaviorElasticSidecar.Entities.Aliases;

namespace BehaviorElasticSidecar.Tests.Entities.Aliases;

public class AliasEvidenceTests
{
    [Fact]
    public void Days_that_are_merged_count_as_days_and_the_order_does_not_matter()
    {
        var (one, two) = (Day(100, "ana", 2), Day(101, "ana", 3));

        var merged = new AliasEvidence().Advance([one, two], 101);

        merged.Pairs.Single().Value.ShouldBe(new Support(100, 101, 2, 5));
        Bytes(new AliasEvidence().Advance([two, one], 101)).ShouldBe(Bytes(merged));
    }

    [Fact]
    public void It_is_bounded_and_forgets()
    {
        var evidence = new AliasEvidence().Advance([Day(100, "ana", 1), Day(101, "ben", 1), Day(102, "cleo", 1)], 102, most: 2);

        evidence.Pairs.Keys.Select(p => p.Name.Text).Order().ShouldBe(["ben", "cleo"]);
        evidence.Advance([], 102 + AliasEvidence.ForgottenAfterDays).Pairs.Keys.Select(p => p.Name.Text).ShouldBe(["cleo"]);
    }

    [Fact]
    public void It_survives_its_bytes()
    {
        var evidence = new AliasEvidence().Advance([Day(100, "ana", 1), Day(101, "ben", 1)], 102);
        using var from = new BinaryReader(new MemoryStream(Bytes(evidence)));

        Bytes(AliasEvidence.Read(from)).ShouldBe(Bytes(evidence));
        Should.Throw<InvalidDataException>(() => AliasEvidence.Read(new BinaryReader(new MemoryStream([99]))));
    }

    private static AliasEvidence Day(int day, string name, long events)
    {
        var evidence = new AliasEvidence();
        evidence.Add(new AliasPair(AliasKey.Of(name)!.Value, AliasKey.Of(Told.Sid1)!.Value, "logs user.id"), day, events);
        return evidence;
    }

    private static byte[] Bytes(AliasEvidence evidence)
    {
        using var stream = new MemoryStream();
        using var to = new BinaryWriter(stream);
        evidence.Write(to);
        to.Flush();
        return stream.ToArray();
    }
}
