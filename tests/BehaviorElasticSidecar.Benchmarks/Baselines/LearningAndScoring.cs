using System.Buffers;
using System.Globalization;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Benchmarks.Baselines;

/// <summary>Learning and scoring in memory: observations a second on one core, and the size of a serialised state.</summary>
/// <remarks>
/// Mix, by observations (rows): count 35 %, distinct 10 %, sum 15 %, rare 25 %, time 10 %, fact 3 %, travel 2 %, as a dozen shipped detectors have them. 20,000 states,
/// each scored and learnt once an hour, measure after measure as a cycle does, in a fixed random order: every state has left the nearer caches when it comes again. Rows, sightings and
/// calendar are made before the clock runs; hashing of values and all mathematics run on the clock. History of 30 days for every state comes first.
/// The clock is processor time of this process, so that a busy machine does not count.
/// </remarks>
internal static class LearningAndScoring
{
    private const int States = 20_000;
    private const int HistoryDays = 30;
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    private static readonly (string Name, int Percent)[] Mix = [("count", 35), ("distinct", 10), ("sum", 15), ("rare", 25), ("time", 10), ("fact", 3), ("travel", 2)];

    /// <summary>Prints rates and sizes; returns observations a second and core over the mix. <paramref name="hours"/> are measured, after the history.</summary>
    public static double Run(TextWriter output, int hours = 24)
    {
        var lanes = Mix.Select(m => new Lane(MeasureCatalogue.Shipped.All.Single(x => x.Grammar.Name == m.Name), States * m.Percent / 100)).ToList();
        foreach (var lane in lanes)
            for (var day = 0; day < HistoryDays; day++)
                lane.LiveDay(day);
        var rates = new List<double>();
        long observations = 0, allocated = 0;
        for (var hour = 0; hour < hours; hour++)
        {
            var at = Start.AddDays(HistoryDays).AddHours(hour);
            var (spent, seen) = (TimeSpan.Zero, 0);
            foreach (var lane in lanes)
            {
                lane.Prepare(at);
                var (startBytes, started) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
                seen += lane.ScoreAndLearnAll();
                spent += Environment.CpuUsage.TotalTime - started;
                allocated += GC.GetAllocatedBytesForCurrentThread() - startBytes;
            }

            observations += seen;
            rates.Add(seen / spent.TotalSeconds);
        }

        rates.Sort();
        var rate = rates[rates.Count / 2];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"learning and scoring: {rate:#,0} observations/s and core (median hour; best {rates[^1]:#,0}; {observations:#,0} over {States:#,0} states, {(double)allocated / observations:0.#} bytes allocated each)"));
        foreach (var lane in lanes)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {lane.Name,-9} {lane.Rate(hours):#,0} observations/s alone; state median {lane.SizeAt(0.5):#,0} bytes, largest {lane.SizeAt(1):#,0} bytes"));
        return rate;
    }

    /// <summary>The states of one measure.</summary>
    private sealed class Lane
    {
        private readonly IMeasure _measure;
        private readonly Detector _detector;
        private readonly int[] _columns;
        private readonly Baseline[] _baselines;
        private readonly Observation[][] _rows;
        private readonly double[] _level;
        private readonly DeterministicRandom _random;
        private readonly bool _grouped;
        private readonly int[] _order;
        private readonly List<Surprise> _found = [];
        private Population _population;
        private PopulationDay _today;
        private TimeBucket _bucket;
        private LocalHour _local;

        public Lane(IMeasure measure, int count)
        {
            _measure = measure;
            _detector = new Detector
            {
                Id = measure.Grammar.Name, Hash = "0", Title = "", Pack = "identity", Events = EventFilter.Everything, Entity = EntityKind.User, Measure = measure.Grammar.Name,
                Of = measure.Grammar.OfRequired == false ? null : "host.name", Family = "f", Sentence = "",
            };
            var request = measure.Request(_detector);
            _grouped = request.GroupField is not null;
            _columns = [.. Enumerable.Range(0, request.Columns.Count)];
            _baselines = [.. Enumerable.Range(0, count).Select(_ => measure.NewBaseline())];
            _rows = new Observation[count][];
            _random = DeterministicRandom.For(3, measure.Grammar.Name);
            _level = [.. Enumerable.Range(0, count).Select(_ => Math.Exp(2 + 1.5 * _random.NextNormal()))];
            _order = [.. Enumerable.Range(0, count).OrderBy(_ => _random.NextBits())];
            _population = measure.NewPopulation();
            _today = measure.NewDay();
        }

        public string Name => _measure.Grammar.Name;

        public int Count => _baselines.Length;

        /// <summary>A day of history: a third of the hours, as an office has them.</summary>
        public void LiveDay(int day)
        {
            for (var hour = 8; hour < 16; hour++)
            {
                Prepare(Start.AddDays(day).AddHours(hour));
                for (var index = 0; index < Count; index++)
                    if (_random.Next(10) < 6)
                        ScoreAndLearn(index, _found);
            }

            _population = _measure.Advance(_population, _today, DateOnly.FromDateTime(Start.UtcDateTime).DayNumber + day);
            _today = _measure.NewDay();
        }

        /// <summary>New rows for all: amounts around the level of each, one to three of its forty values.</summary>
        public void Prepare(DateTimeOffset at)
        {
            _bucket = TimeBucket.Holding(at, TimeSpan.FromHours(1));
            _local = SiteClock.Utc.At(at);
            foreach (var index in _order)
            {
                var rows = _grouped && Name == "rare" ? 1 + _random.Next(3) : 1;
                _rows[index] = [.. Enumerable.Range(0, rows).Select(row => Row(index, row, at)).OrderBy(r => r.Group, StringComparer.Ordinal)];
            }
        }

        public int ScoreAndLearn(int index, List<Surprise> found)
        {
            var baseline = _baselines[index];
            var sighting = new Sighting { Detector = _detector, Entity = "", Bucket = _bucket, Local = _local, Rows = _rows[index], Columns = _columns, Events = [] };
            if (_measure.NeedsEvents(sighting, baseline))
                sighting = sighting with { Events = [new EntityEvent(_bucket.From, [_rows[index][0].Group, "50.11,8.68", "DE", "3320"])] };
            found.Clear();
            _measure.Score(sighting, baseline, _population, found);
            _measure.Learn(sighting, baseline, _population, _today, 1);
            return _rows[index].Length;
        }

        /// <summary>Every state once, in an order that no prefetcher guesses.</summary>
        public int ScoreAndLearnAll()
        {
            var observations = 0;
            foreach (var index in _order)
                observations += ScoreAndLearn(index, _found);
            return observations;
        }

        public double Rate(int hours)
        {
            var (spent, observations) = (TimeSpan.Zero, 0L);
            for (var hour = 0; hour < hours; hour++)
            {
                Prepare(Start.AddDays(HistoryDays + 1).AddHours(hour));
                var started = Environment.CpuUsage.TotalTime;
                observations += ScoreAndLearnAll();
                spent += Environment.CpuUsage.TotalTime - started;
            }

            return observations / spent.TotalSeconds;
        }

        public int SizeAt(double share)
        {
            var sizes = new List<int>(Count);
            foreach (var baseline in _baselines)
            {
                var buffer = new ArrayBufferWriter<byte>();
                _measure.Write(baseline, buffer);
                sizes.Add(buffer.WrittenCount);
            }

            sizes.Sort();
            return sizes[(int)((sizes.Count - 1) * share)];
        }

        private Observation Row(int index, int row, DateTimeOffset at)
        {
            var value = !_grouped ? null : Name == "travel" ? $"10.{index / 250}.{index % 250}.{_random.Next(2)}"
                : $"host-{index % 100}-{_random.Next(13) * 3 + row}.corp.example.com";
            var count = 1.0 + _random.NextPoisson(Math.Min(_level[index], 2000) * Math.Exp(0.5 * _random.NextNormal()));
            var second = Name == "travel" ? at.ToUnixTimeMilliseconds() : Name == "sum" ? count * 1234 : Math.Ceiling(count / 3);
            return new Observation("", value, [count, second, second]);
        }
    }
}
