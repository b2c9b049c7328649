using BehaviorElasticSidecar.Entities.Accounts;
using BehaviorElasticSidecar.Entities.Aliases;

namespace BehaviorElasticSidecar.Tests.Entities.Aliases;

/// <summary>What events have told of names, in a line or two.</summary>
internal sealed class Told
{
    public const string Sid1 = "S-1-5-21-1-2-3-1101", Sid2 = "S-1-5-21-1-2-3-1102";

    private readonly AliasEvidence _evidence = new();

    public AliasInputs Inputs { get; set; } = AliasInputs.None;

    public AliasBook Previous { get; set; } = AliasBook.Empty;

    public Func<AliasKey, AccountKind?> Kinds { get; set; } = _ => null;

    /// <summary>The name stood beside the key on these days.</summary>
    public Told Of(string name, string key, int from = 100, int to = 110)
    {
        for (var day = from; day <= to; day++)
            _evidence.Add(new AliasPair(AliasKey.Of(name)!.Value, AliasKey.Of(key)!.Value, "logs user.id"), day, 3);
        return this;
    }

    public AliasMerge Merge(int day = 111) => AliasMerge.Of(_evidence, Inputs, Previous, Kinds, day);

    public static IReadOnlyList<AliasKey> Keys(params string[] spellings) => [.. spellings.Select(s => AliasKey.Of(s)!.Value)];

    public static void ShouldBeOne(AliasMerge merge, params string[] spellings) =>
        spellings.Select(merge.Book.Find).Distinct().Count().ShouldBe(1, string.Join(", ", spellings.Select(s => $"{s}: {merge.Book.Find(s)}")));

    public static void ShouldBeTwo(AliasMerge merge, string one, string other) => merge.Book.Find(one).ShouldNotBe(merge.Book.Find(other));
}
