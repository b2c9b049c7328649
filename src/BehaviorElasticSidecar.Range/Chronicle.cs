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
    private readonly HourQueue _queue = new();
    private readonly IReadOnlyList<IStory> _stories;

    public Chronicle(SampleOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Days, 1);
        _options = options;
        _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(options.Zone)
            ?? throw new ArgumentException($"'{options.Zone}' is not a time zone of the tz database", nameof(options));
        Site = Organisation.Make(options.Seed, options.People);
        _stories = options.Wide ? ScenarioCatalogue.Plan(Site, options, options.Scenarios)
            : options.Stories ? SmallOffice.Stories(options.Days) : [];
    }

    public Organisation Site { get; }

    public List<Label> Labels { get; } = [];

    /// <summary>Acts that are complete once day <paramref name="index"/> has been lived; days come in order, each once.</summary>
    public IEnumerable<Act> Live(int index)
    {
        var day = new LocalDay(_zone, _options.From.AddDays(index), index);
        var today = new Today(Site, day, _queue, _options.Rate, _options.Wide);
        var stories = _stories.Where(s => s.Day <= index && index < s.Day + s.Days).ToList();
        foreach (var person in Site.People)
            Life.Live(today, person);
        Machines.Run(today, stories.Select(s => s.CopyGoesTo(today)).FirstOrDefault(c => c is not null));
        InternetNoise.Blow(today);
        Labels.AddRange(stories.Select(s => s.Tell(today)).OfType<Label>());
        return _queue.Drain(day.EndMs);
    }
}
