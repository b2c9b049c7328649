using System.Text;
using BehaviorElasticSidecar.Features.Files;

namespace BehaviorElasticSidecar.Tests.Features.Files;

public sealed class ValueTableTests
{
    [Fact]
    public void Beyond_its_bound_a_text_is_another_object_but_the_same_key()
    {
        var (table, set) = (Table(), new ValueSet());
        for (var i = 0; i < 280_000; i++)
            set.Add(table.Get(Encoding.UTF8.GetBytes($"name{i % 140_000}"))!);
        set.Count.ShouldBe(140_000);
    }

    [Fact]
    public void What_was_met_in_the_filling_before_is_not_made_again()
    {
        var table = Table();
        var first = table.Get("ana"u8);
        for (var i = 0; i < 70_000; i++)
            table.Get(Encoding.UTF8.GetBytes($"name{i}"));
        table.Get("ana"u8).ShouldBeSameAs(first);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("seventeen letters")]
    [InlineData("thirty-two letters, and no more.")]
    [InlineData("más allá de los límites de un nombre corriente")]
    public void Bytes_and_text_have_one_hash(string text)
    {
        Table().Get(Encoding.UTF8.GetBytes(text)).ShouldBe(new FieldValue(text));
        TextHash.Of(Encoding.UTF8.GetBytes(text)).ShouldNotBe(TextHash.Of(Encoding.UTF8.GetBytes(text + "\0")));
    }

    private static ValueTable Table() => new(new FieldSlot(0, "user.name") { WantsText = true });
}
