using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Tests.Numerics;

public sealed class ShannonEntropyTests
{
    [Fact]
    public void Bits_are_those_of_an_independent_program()
    {
        foreach (var expected in GoldenNumbers.Of("entropy").EnumerateArray())
            ShannonEntropy.Bits([expected.GetProperty("text").GetString()!]).ShouldBeNear(expected.Number("by_code_point"), 1e-12, expected.GetProperty("text").GetString()!);
    }

    [Fact]
    public void Order_of_texts_does_not_matter_to_a_digit()
    {
        string[] texts = ["powershell", "-enc", "SQBFAFgA", "/usr/bin", "zoë"];
        ShannonEntropy.Bits(texts).ShouldBe(ShannonEntropy.Bits(texts.Reverse()));
        ShannonEntropy.Bits(texts).ShouldBe(ShannonEntropy.Bits([string.Concat(texts)]));
    }
}
