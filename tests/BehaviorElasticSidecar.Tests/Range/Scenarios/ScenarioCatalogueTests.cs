using System.Globalization;
using System.Text.RegularExpressions;
using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Scenarios;
using BehaviorElasticSidecar.Range.Sites;
using NodaTime;

namespace BehaviorElasticSidecar.Tests.Range.Scenarios;

public sealed class ScenarioCatalogueTests
{
    private const int Days = 60;

    public static TheoryData<string> Ids => [.. ScenarioCatalogue.All().Select(s => s.Id)];

    [Fact]
    public void There_are_at_least_thirty_of_every_difficulty_and_each_has_an_id_of_its_own()
    {
        var all = ScenarioCatalogue.All();

        all.Count.ShouldBeGreaterThanOrEqualTo(30);
        all.Select(s => s.Id).ShouldBeUnique();
        all.Select(s => s.Title).ShouldBeUnique();
        all.ShouldAllBe(s => Regex.IsMatch(s.Id, "^[a-z]+(_[a-z]+)*$"));
        foreach (var difficulty in Enum.GetValues<Difficulty>())
            all.Count(s => s.Difficulty == difficulty).ShouldBeGreaterThanOrEqualTo(5, difficulty.ToString());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Techniques_are_those_of_ATTACK(string id)
    {
        var techniques = Of(id).Techniques;

        techniques.ShouldNotBeEmpty();
        techniques.ShouldBeUnique();
        techniques.ShouldAllBe(t => Regex.IsMatch(t, @"^T\d{4}(\.\d{3})?$"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_001)]
    [InlineData(1_044)]
    public async Task Each_gives_a_label_whose_events_lie_in_its_span(ulong seed)
    {
        var range = await AttackedRange.MakeAsync(seed, people: 30, days: 50, withTwin: false);

        range.Labels.Select(l => l.GetProperty("scenario").GetString()).Order().ShouldBe(ScenarioCatalogue.All().Select(s => s.Id).Order());
        foreach (var label in range.Labels)
        {
            var (id, start, end) = (label.GetProperty("scenario").GetString(), label.GetProperty("start").GetDateTimeOffset(), label.GetProperty("end").GetDateTimeOffset());
            label.GetProperty("entities").GetArrayLength().ShouldBeInRange(1, 14, id);
            label.GetProperty("variant").GetInt32().ShouldBeInRange(0, seed < Scenario.FirstTestSeed ? 1 : 3, id);
            var events = label.GetProperty("event_ids").EnumerateArray().Select(e => e.GetString()!).ToList();
            events.ShouldBeUnique();
            var lines = events.Where(range.All.ContainsKey).Select(e => range.All[e]).ToList();
            lines.Count.ShouldBeGreaterThan(events.Count * 9 / 10, id);
            lines.ShouldAllBe(l => TimeOf(l) >= start && TimeOf(l) <= end, id);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1_002)]
    public async Task Attacks_only_add_events_and_leave_every_other_as_in_the_clean_twin(ulong seed)
    {
        var range = await AttackedRange.MakeAsync(seed, people: 30, days: 45);

        range.Clean.Count.ShouldBeLessThan(range.All.Count);
        var labelled = range.Labels.SelectMany(l => l.GetProperty("event_ids").EnumerateArray()).Select(e => e.GetString()!).ToHashSet();
        range.All.Keys.Where(id => !range.Clean.ContainsKey(id)).ShouldAllBe(id => labelled.Contains(id));
        range.Clean.Count(e => !range.All.TryGetValue(e.Key, out var line) || line != e.Value).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_variant_plays_and_differs_from_the_others(string id)
    {
        var played = Enumerable.Range(0, 4).Select(variant => Play(id, variant)).ToList();

        played.ShouldAllBe(p => p.Label.Variant < 4 && p.Acts.Count > 0);
        played.ShouldAllBe(p => p.Label.Entities.Count > 0 && p.Label.Entities.All(e => e.Id.Length > 0 && !e.Id.Any(char.IsUpper)));
        played.Select(p => string.Join('\n', p.Acts)).ShouldBeUnique();
    }

    private static (Label Label, IReadOnlyList<string> Acts) Play(string id, int variant)
    {
        const ulong seed = 12;
        var (scenario, site, queue) = (Of(id), Organisation.Make(seed, 60), new HourQueue());
        scenario.Cast(new Casting(site, 60, [], Chance.For(seed, id, 0, "casting")));
        var story = new ScenarioStory(scenario, scenario.BeginsOn(Days) ?? 22, variant, Days);
        var (label, acts) = ((Label?)null, new List<string>());
        for (var index = 0; index < Days; index++)
        {
            var day = new LocalDay(DateTimeZoneProviders.Tzdb["America/Chicago"], new DateOnly(2026, 3, 2).AddDays(index), index);
            if (index >= story.Day && index < story.Day + story.Days)
                label ??= story.Tell(new Today(site, day, queue, 1));
            acts.AddRange(queue.Drain(day.EndMs).Select(a => $"{a.TimeMs} {a.Kind} {a.Who?.Login} {a.On?.Name} {a.To} {a.Text} {a.Number} {a.BytesOut}"));
        }

        return (label.ShouldNotBeNull(), acts);
    }

    private static Scenario Of(string id) => ScenarioCatalogue.All().Single(s => s.Id == id);

    private static DateTimeOffset TimeOf(string line) => DateTimeOffset.Parse(line.AsSpan(15, 24), CultureInfo.InvariantCulture);
}
