using BehaviorElasticSidecar.Worker.Settings;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Worker.Tests.Settings;

public sealed class BytesTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1048576", 1048576)]
    [InlineData("512MB", 536870912)]
    [InlineData("1.5 gb", 1610612736)]
    [InlineData("2KB", 2048)]
    [InlineData("7b", 7)]
    public void An_amount_is_read(string text, long bytes)
    {
        BytesText.TryParse(text, out var read).ShouldBeTrue();
        read.ShouldBe(bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("-1MB")]
    [InlineData("1,5GB")]
    [InlineData("9999999999TB")]
    [InlineData("1e3")]
    public void What_is_no_amount_is_refused(string text) => BytesText.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void What_is_written_reads_back_as_the_same() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNegativeInt>(),
        bytes => BytesText.TryParse(BytesText.Format(bytes.Get * 1024L), out var read) && read == bytes.Get * 1024L)
        .Check(Config.QuickThrowOnFailure.WithReplay(20260301, 7));
}
