using BehaviorElasticSidecar.Baselines;

namespace BehaviorElasticSidecar.Tests.Baselines;

public sealed class RareMeasureTests
{
    [Fact]
    public void A_value_already_known_is_no_surprise()
    {
        var life = Grown();
        life.Surprises("user01", Visit(42, "town 1")).ShouldBeEmpty();
        life.Score("user01", Visit(42, "atlantis")).ShouldBeGreaterThan(2);
    }

    [Fact]
    public void A_value_new_to_everybody_surprises_more_than_one_that_many_know()
    {
        var life = Grown();
        life.Score("user01", Visit(42, "atlantis")).ShouldBeGreaterThan(life.Score("user01", Visit(42, "everyone")) + 0.3);
    }

    [Fact]
    public void What_no_peer_does_surprises_more_where_people_begin_with_what_their_peers_do()
    {
        var life = Grown(peersShare: 0.8);
        var usual = life.Score("user01", Visit(42, "everyone"));
        life.PeersShare = 0;
        var strange = life.Score("user01", Visit(42, "everyone"));
        life.PeersShare = null;
        life.Score("user01", Visit(42, "everyone")).ShouldBe(usual, 0.05, "who has no peers is judged by everybody");
        strange.ShouldBeGreaterThan(usual + 0.2);

        var strangers = Grown(peersShare: 0);
        strangers.Score("user01", Visit(42, "everyone")).ShouldBe(usual, 0.05, "where nobody does as peers do, it tells nothing");
    }

    [Fact]
    public void Who_often_shows_new_things_surprises_less()
    {
        var life = Grown();
        life.Score("explorer", Visit(42, "atlantis")).ShouldBeLessThan(life.Score("user01", Visit(42, "atlantis")) - 0.7);
    }

    [Fact]
    public void The_size_of_the_vocabulary_does_not_matter()
    {
        var life = Grown();
        life.Score("reader", Visit(42, "atlantis")).ShouldBe(life.Score("user01", Visit(42, "atlantis")), 0.35);
    }

    [Fact]
    public void A_newcomers_first_day_is_judged_by_what_the_organisation_knows()
    {
        var life = Grown();
        life.Score("joiner", Visit(42, "everyone")).ShouldBeLessThan(0.5);
        life.Score("joiner", Visit(42, "atlantis")).ShouldBeInRange(0.3, life.Score("user01", Visit(42, "atlantis")));
    }

    [Fact]
    public void Several_new_values_at_once_surprise_more_by_as_much_for_each_and_the_rarest_says_so()
    {
        var life = Grown();
        var one = life.Score("user01", Visit(42, "atlantis"));
        var two = life.Score("user01", Visit(42, "atlantis", "avalon"));
        var three = life.Surprises("user01", Visit(42, "atlantis", "avalon", "everyone"));

        (two - one).ShouldBeGreaterThan(0.5);
        three.Max(s => s.Value).ShouldBe(one + 2 * (two - one), 1e-9);
        three.Count(s => s.Value > one + 1e-9).ShouldBe(1);
        life.Rows("user01", Visit(42, "atlantis", "avalon", "everyone"))[three.MaxBy(s => s.Value).Row].Group.ShouldBe("atlantis");
    }

    [Fact]
    public void In_its_first_hour_everything_is_new_and_the_number_says_nothing()
    {
        var life = Grown();
        life.Score("joiner", Visit(42, "atlantis", "avalon", "eldorado")).ShouldBe(life.Score("joiner", Visit(42, "atlantis")), 1e-9);
    }

    [Fact]
    public void What_several_entities_lately_began_with_is_a_rollout()
    {
        var life = Grown();
        for (var i = 1; i <= 4; i++)
            life.Learn($"user{i:00}", Visit(42, "new agent"));
        life.Score("user07", Visit(42, "new agent")).ShouldBeGreaterThan(2);
        life.Midnight(Life.Monday.AddDays(42));
        life.Surprises("user07", Visit(43, "new agent")).ShouldBeEmpty();
    }

    [Fact]
    public void What_some_have_newly_begun_with_all_the_time_is_no_rollout()
    {
        var life = Grown();
        for (var day = 42; day < 102; day++)
        {
            for (var reader = 42; reader <= day; reader += 3)
                life.Learn($"reader {reader}", Visit(day, "salaries"));
            life.Midnight(Life.Monday.AddDays(day));
        }

        life.Score("user01", Visit(102, "salaries")).ShouldBeGreaterThan(1);
    }

    [Fact]
    public void An_account_that_the_site_has_long_known_surprises_where_it_was_never_seen()
    {
        var life = Grown();
        for (var day = 42; day < 56; day++)
        {
            ((ITenureMeasure)life.Measure).AddTenured(life.Today, 300);
            for (var i = 1; i <= 40; i++)
                life.Learn($"user{i:00}", Visit(day, $"town {i}"));
            life.Midnight(Life.Monday.AddDays(day));
        }

        var stranger = life.Score("accountant", Visit(56, "everyone") with { Tenure = 30 });
        stranger.ShouldBeGreaterThan(life.Score("accountant", Visit(56, "everyone")) + 2);
        life.Score("joiner", Visit(56, "everyone") with { Tenure = 3 }).ShouldBe(life.Score("joiner", Visit(56, "everyone")), 1e-9);
        life.Learn("accountant", Visit(56, "everyone") with { Tenure = 30 });
        life.Midnight(Life.Monday.AddDays(56));
        // One has begun now: the next one surprises a little less.
        life.Score("auditor", Visit(57, "everyone") with { Tenure = 30 }).ShouldBeLessThan(stranger);
    }

    [Fact]
    public void A_population_of_before_beginners_were_counted_reads()
    {
        var life = Grown();
        var now = new System.Buffers.ArrayBufferWriter<byte>();
        life.Measure.Write(life.Population, now);
        var old = Without(now.WrittenSpan, RarePopulation.Length, RarePopulation.FirstLength);

        var read = (RarePopulation)life.Measure.ReadPopulation(old);
        read.Sums[RarePopulation.EntityDays].ShouldBe(((RarePopulation)life.Population).Sums[RarePopulation.EntityDays]);
        read.Sums[RarePopulation.Tenured].ShouldBe(0);
    }

    /// <summary>The same bytes with fewer sums: version, entities, days and last day stand before their number.</summary>
    private static byte[] Without(ReadOnlySpan<byte> state, int length, int first)
    {
        var at = state[1..].IndexOf((byte)length) + 1;
        return [.. state[..at], (byte)first, .. state.Slice(at + 1, 8 * first), .. state[(at + 1 + 8 * length)..]];
    }

    [Fact]
    public void A_doubtful_value_is_known_only_after_several_days()
    {
        var life = Grown();
        for (var day = 42; day < 44; day++)
            for (var again = 0; again < 5; again++)
                life.Learn("user01", Visit(day, "atlantis"), weight: 0.2);
        life.Score("user01", Visit(44, "atlantis")).ShouldBeGreaterThan(1.5);
        life.Learn("user01", Visit(44, "atlantis"), weight: 0.2);
        life.Surprises("user01", Visit(45, "atlantis")).ShouldBeEmpty();
    }

    [Fact]
    public void Feedback_makes_a_value_known_at_once()
    {
        var life = Grown();
        life.Learn("user01", Visit(42, "atlantis"), weight: 0.1);
        life.Learn("user01", Visit(42, "atlantis"), weight: 1);
        life.Surprises("user01", Visit(42, "atlantis")).ShouldBeEmpty();
    }

    [Fact]
    public void A_value_unseen_for_half_a_year_is_new_again()
    {
        var life = Grown();
        life.Learn("user01", Visit(42, "cabin"));
        for (var day = 49; day < 49 + 190; day += 7)
            life.Learn("user01", Visit(day, "town 1"));
        life.Score("user01", Visit(42 + 180, "cabin")).ShouldBe(0);
        life.Score("user01", Visit(42 + 182, "cabin")).ShouldBeGreaterThan(1);
    }

    [Fact]
    public void The_explanation_names_the_usual_values_and_how_many_share_the_new_one()
    {
        var explanation = Grown().Explain("user01", Visit(42, "everyone"));
        explanation.Value.ShouldBe("everyone");
        explanation.TypicalValues.ShouldBe(["town 1", "trip 1"]);
        explanation.PeersSize.ShouldBe(42);
        explanation.PeersShare!.Value.ShouldBe(4 / 42.0, 1e-9);
        explanation.Since.ShouldBe(Life.Monday.AddHours(9));
    }

    private static Deed Visit(int day, params string[] values) => new(Life.Monday.AddDays(day).AddHours(9), 1, values);

    /// <summary>Forty settled users, each of one town, who rarely make one of two trips; four of them know "everyone"; a reader of 200 pages; one who explores twice a week.</summary>
    /// <param name="peersShare">Share of the peers that show what people begin with; null: nobody has peers.</param>
    private static Life Grown(double? peersShare = null)
    {
        var life = new Life(MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == "rare")) { PeersShare = peersShare };
        for (var day = 0; day < 42; day++)
        {
            for (var i = 1; i <= 40; i++)
            {
                life.Learn($"user{i:00}", Visit(day, $"town {i}"));
                if (day == 3 * i && i <= 4)
                    life.Learn($"user{i + 4:00}", Visit(day, "everyone"));
                if ((day + 7 * i) % 50 == 7)
                    life.Learn($"user{i:00}", Visit(day, $"trip {i % 2}"));
            }

            life.Learn("reader", Visit(day, [.. Enumerable.Range(0, 200).Select(page => $"page {page}")]));
            life.Learn("explorer", Visit(day, "base", day % 7 is 2 or 4 ? $"site {day}" : "base"));
            life.Midnight(Life.Monday.AddDays(day));
        }

        return life;
    }
}
