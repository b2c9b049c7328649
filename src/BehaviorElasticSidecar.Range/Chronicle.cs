using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Scenarios;
using BehaviorElasticSidecar.Range.Sites;
using NodaTime;

namespace BehaviorElasticSidecar.Range;

/// <summary>Lives one local day of the site after the other and gives what happened, in order of time; beside it the labels of the attacks told so far.</summary>
internal sealed class Chronicle
{
    private readonly SampleOptions _options;
    private readonly DateTimeZone _zone;
    private readonly int _migratesOn;
    private readonly HourQueue _queue = new();
    private readonly IReadOnlyList<IStory> _stories;

    public Chronicle(SampleOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Days, 1);
        _options = options;
        _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(options.Zone)
            ?? throw new ArgumentException($"'{options.Zone}' is not a time zone of the tz database", nameof(options));
        Site = Organisation.Make(options);
        // After enough days to have learnt the old application, and before the end.
        _migratesOn = options.Wide ? (int)(options.Days * Chance.For(options.Seed, "site", 0, "migration").Between(0.45, 0.8)) : int.MaxValue;
        _stories = options.Wide ? ScenarioCatalogue.Plan(Site, options, options.Scenarios)
            : options.Stories ? SmallOffice.Stories(options.Days) : [];
    }

    public Organisation Site { get; }

    public List<Label> Labels { get; } = [];

    /// <summary>Acts that are complete once day <paramref name="index"/> has been lived; days come in order, each once.</summary>
    public IEnumerable<Act> Live(int index)
    {
        var date = _options.From.AddDays(index);
        var day = new LocalDay(_zone, date, index);
        var today = new Today(Site, day, _queue, _options.Rate, _options.Wide)
        {
            OfficeDays = _options.Wide ? [.. Office.All.Select(o => o.Index == 0 ? day : new LocalDay(DateTimeZoneProviders.Tzdb[o.Zone], date, index))] : null,
            MigratesOn = _migratesOn,
        };
        var stories = _stories.Where(s => s.Day <= index && index < s.Day + s.Days).ToList();
        foreach (var person in Site.People)
            Life.Live(today.For(person), person.On(index, Site.Seed));
        Machines.Run(today, stories.Select(s => s.CopyGoesTo(today)).FirstOrDefault(c => c is not null));
        InternetNoise.Blow(today);
        Labels.AddRange(stories.Select(s => s.Tell(today)).OfType<Label>());
        // East of the headquarters the next day begins earlier: what it may still add to waits.
        return _queue.Drain(index == _options.Days - 1 ? day.EndMs : today.OfficeDays?.Min(d => d.EndMs) ?? day.EndMs);
    }
}
