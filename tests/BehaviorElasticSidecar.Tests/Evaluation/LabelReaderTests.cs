using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Evaluation;

namespace BehaviorElasticSidecar.Tests.Evaluation;

public sealed class LabelReaderTests
{
    private const string Good =
        """{"scenario":"theft","difficulty":"loud","entities":[{"kind":"user","id":"ana"},{"kind":"host","id":"fs01"}],"start":"2026-03-02T01:00:00+01:00","end":"2026-03-02T03:00:00Z","more":1}""";

    [Fact]
    public async Task A_label_is_entities_a_span_and_a_name()
    {
        var label = (await ReadAsync(Good, "")).Single();

        label.Scenario.ShouldBe("theft");
        label.Difficulty.ShouldBe("loud");
        label.Entities.ShouldBe([new EntityKey(EntityKind.User, "ana"), new EntityKey(EntityKind.Host, "fs01")]);
        label.Start.ShouldBe(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));
        label.Holds(new EntityKey(EntityKind.User, "ana"), new DateOnly(2026, 3, 2).DayNumber, SiteClock.Utc).ShouldBeTrue();
        label.Holds(new EntityKey(EntityKind.User, "ana"), new DateOnly(2026, 3, 3).DayNumber, SiteClock.Utc).ShouldBeFalse();
        label.Holds(new EntityKey(EntityKind.User, "ben"), new DateOnly(2026, 3, 2).DayNumber, SiteClock.Utc).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"scenario":"x"}""", "start is missing")]
    [InlineData("""{"scenario":"x","entities":[],"start":"2026-03-02","end":"2026-03-02"}""", "entities is empty")]
    [InlineData("""{"scenario":"x","entities":[{"kind":"person","id":"a"}],"start":"2026-03-02","end":"2026-03-02"}""", "kind 'person' is none of user, service_account, host")]
    [InlineData("""{"scenario":"x","entities":[{"kind":"user","id":"a"}],"start":"2026-03-03","end":"2026-03-02"}""", "is before start")]
    [InlineData("""{"scenario":"x","entities":[{"kind":"user","id":"a"}],"start":"yesterday","end":"2026-03-02"}""", "start 'yesterday' is no time such as")]
    [InlineData("""{"scenario":7,"entities":[{"kind":"user","id":"a"}],"start":"2026-03-02","end":"2026-03-02"}""", "scenario is missing or not a text")]
    [InlineData("not json", "is an invalid JSON literal")]
    public async Task A_bad_label_is_named_with_its_file_and_line(string bad, string expected)
    {
        var wrong = await Should.ThrowAsync<InvalidDataException>(() => ReadAsync(Good, bad));

        wrong.Message.ShouldContain("labels.ndjson, line 2: ");
        wrong.Message.ShouldContain(expected);
    }

    private static async Task<IReadOnlyList<Label>> ReadAsync(params string[] lines)
    {
        var folder = Directory.CreateTempSubdirectory("behavior-labels-").FullName;
        try
        {
            var path = Path.Combine(folder, "labels.ndjson");
            await File.WriteAllLinesAsync(path, lines);
            return await LabelReader.ReadAsync(path, CancellationToken.None);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
