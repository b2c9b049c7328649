using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Tests.Numerics;

public sealed class StateFormatTests
{
    [Fact]
    public void Versions_up_to_this_programs_are_read_and_others_refused()
    {
        foreach (byte version in new byte[] { 1, 2, 3 })
            Version(version).ShouldBe(version);
        foreach (byte version in new byte[] { 0, 4, 255 })
            Should.Throw<InvalidDataException>(() => Version(version)).Message.ShouldContain($"The state has version {version}; this program reads 1 to 3.");

        static byte Version(byte version) => StateFormat.Reader([version]).ReadVersion(3, "The state");
    }

    [Fact]
    public void A_block_that_is_cut_short_is_refused()
    {
        var bytes = StateFormat.Write(to => to.WriteBlock([1, 2, 3]));

        StateFormat.Reader(bytes).ReadBlock().ShouldBe([1, 2, 3]);
        Should.Throw<InvalidDataException>(() => StateFormat.Reader(bytes[..^1]).ReadBlock());
    }
}
