using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines.Peers;

/// <summary>Who does alike, found in what entities of one kind show: TF-IDF over traits and spherical k-means.</summary>
/// <remarks>
/// A trait weighs (1 + log2 days) x ln(entities / those that show it); traits of fewer than three or of more than half tell nothing. Clusters: spherical k-means (Dhillon and Modha 2001) from
/// seeds that are farthest from each other (Gonzalez 1985), their number the one of <see cref="Numbers"/> with the largest simplified silhouette (Hruschka et al. 2006). Everything is
/// in the order of keys, so the same traits give the same clusters. Beyond <see cref="MostClustered"/> entities a sample is clustered, and all are assigned. O(entities x traits x clusters x rounds).
/// </remarks>
internal sealed class LikenessClusters
{
    public const int MostClustered = 4000;

    private const int LeastTraits = 3, Rounds = 12, LeastKnowers = 3;
    private const double MostShare = 0.5;

    private static readonly int[] Numbers = [2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64];

    private readonly List<EntityKey> _entities = [];
    private readonly List<(int Trait, float Weight)[]> _vectors = [];
    private readonly ulong[] _traits;

    private LikenessClusters(IReadOnlyList<(EntityKey Entity, Likeness.Shown[] Shown)> entities)
    {
        var knowers = new Dictionary<ulong, int>();
        foreach (var trait in entities.SelectMany(e => e.Shown))
            knowers[trait.Trait] = knowers.GetValueOrDefault(trait.Trait) + 1;
        _traits = [.. knowers.Where(k => k.Value >= LeastKnowers && k.Value <= MostShare * entities.Count).Select(k => k.Key).Order()];
        var places = _traits.Index().ToDictionary(t => t.Item, t => t.Index);
        foreach (var (entity, shown) in entities)
        {
            var vector = shown.Where(s => places.ContainsKey(s.Trait))
                .Select(s => (places[s.Trait], (float)((1 + Math.Log2(s.Days)) * Math.Log((double)entities.Count / knowers[s.Trait])))).ToArray();
            if (vector.Length < LeastTraits)
                continue;
            _entities.Add(entity);
            _vectors.Add(Unit(vector));
        }
    }

    public IReadOnlyList<EntityKey> Entities => _entities;

    /// <param name="entities">Of one kind, in the order of their keys.</param>
    public static LikenessClusters Over(IReadOnlyList<(EntityKey Entity, Likeness.Shown[] Shown)> entities) => new(entities);

    /// <summary>Per entity, the number of its cluster; -1 where its cluster has fewer than <paramref name="least"/>.</summary>
    public int[] Find(int least)
    {
        var sample = Sample();
        if (sample.Count < 2 * least)
            return [.. _entities.Select(_ => -1)];
        var seeds = Seeds(sample);
        var (best, bestSilhouette) = (Array.Empty<float[]>(), double.NegativeInfinity);
        foreach (var number in Numbers.Where(n => n <= seeds.Count && n * least <= sample.Count))
        {
            var centres = seeds.Take(number).Select(s => Dense(_vectors[s])).ToArray();
            for (var round = 0; round < Rounds; round++)
                centres = Means(sample, centres);
            var silhouette = Silhouette(sample, centres, least);
            if (silhouette > bestSilhouette)
                (best, bestSilhouette) = (centres, silhouette);
        }

        var found = _vectors.Select(v => Nearest(v, best).Centre).ToArray();
        var sizes = found.CountBy(c => c).ToDictionary(c => c.Key, c => c.Value);
        return [.. found.Select(c => sizes[c] >= least ? c : -1)];
    }

    /// <summary>Of each entity without a group the one that it is like, at least by half as much as its members; the groups of the others as they are.</summary>
    /// <param name="groups">Per entity; negative for none.</param>
    public int[] Assign(IReadOnlyList<int> groups)
    {
        var numbers = groups.Where(g => g >= 0).Distinct().Order().ToList();
        if (numbers.Count == 0)
            return [.. groups];
        var members = Enumerable.Range(0, groups.Count).Where(i => groups[i] >= 0).ToList();
        var places = numbers.Index().ToDictionary(n => n.Item, n => n.Index);
        var centres = Means(members, i => places[groups[i]], numbers.Count);
        var likeness = members.GroupBy(i => places[groups[i]]).OrderBy(g => g.Key).Select(g => g.Average(i => Dot(_vectors[i], centres[g.Key]))).ToList();
        return [.. groups.Select((group, i) => group >= 0 ? group
            : Nearest(_vectors[i], centres) is var near && near.Likeness >= likeness[near.Centre] / 2 ? numbers[near.Centre] : -1)];
    }

    /// <summary>The traits that members show more often than others, most telling first.</summary>
    public IEnumerable<ulong> Telling(IReadOnlyList<int> groups, int group)
    {
        var (inside, outside) = (new int[_traits.Length], new int[_traits.Length]);
        for (var i = 0; i < groups.Count; i++)
            foreach (var (trait, _) in _vectors[i])
                (groups[i] == group ? inside : outside)[trait]++;
        var members = Math.Max(1, groups.Count(g => g == group));
        var others = Math.Max(1, groups.Count - members);
        return Enumerable.Range(0, _traits.Length).Where(t => inside[t] > 0)
            .OrderByDescending(t => (double)inside[t] / members - (double)outside[t] / others).ThenBy(t => _traits[t]).Select(t => _traits[t]);
    }

    private List<int> Sample()
    {
        var all = Enumerable.Range(0, _entities.Count);
        return _entities.Count <= MostClustered ? [.. all] : [.. all.OrderBy(i => StableHash.Of(_entities[i].ToString())).Take(MostClustered).Order()];
    }

    /// <summary>The entity nearest to the middle of all, then each time the one that is farthest from those before.</summary>
    private List<int> Seeds(List<int> sample)
    {
        var middle = Means(sample, _ => 0, 1)[0];
        var seeds = new List<int> { sample.MaxBy(i => Dot(_vectors[i], middle)) };
        var nearest = sample.ToDictionary(i => i, _ => float.NegativeInfinity);
        while (seeds.Count < Math.Min(Numbers[^1], sample.Count))
        {
            var last = Dense(_vectors[seeds[^1]]);
            foreach (var i in sample)
                nearest[i] = Math.Max(nearest[i], Dot(_vectors[i], last));
            var next = sample.MinBy(i => nearest[i]);
            if (nearest[next] >= 1 - 1e-6)
                break;
            seeds.Add(next);
        }

        return seeds;
    }

    private float[][] Means(List<int> sample, float[][] centres) => Means(sample, i => Nearest(_vectors[i], centres).Centre, centres.Length);

    private float[][] Means(List<int> sample, Func<int, int> centreOf, int centres)
    {
        var sums = Enumerable.Range(0, centres).Select(_ => new float[_traits.Length]).ToArray();
        foreach (var i in sample)
        {
            var sum = sums[centreOf(i)];
            foreach (var (trait, weight) in _vectors[i])
                sum[trait] += weight;
        }

        foreach (var sum in sums)
        {
            var length = Length(sum);
            for (var t = 0; t < sum.Length && length > 0; t++)
                sum[t] /= length;
        }

        return sums;
    }

    /// <summary>Mean over all of (b - a) / max(a, b), where a is the distance to the own centre and b that to the nearest other; who is in too small a cluster counts 0.</summary>
    private double Silhouette(List<int> sample, float[][] centres, int least)
    {
        var own = sample.ConvertAll(i => Nearest(_vectors[i], centres).Centre);
        var sizes = own.CountBy(c => c).ToDictionary(c => c.Key, c => c.Value);
        var large = Enumerable.Range(0, centres.Length).Where(c => sizes.GetValueOrDefault(c) >= least).ToArray();
        var sum = 0.0;
        for (var at = 0; at < sample.Count; at++)
        {
            if (sizes[own[at]] < least)
                continue;
            var (a, b) = (1.0, 1.0);
            foreach (var centre in large)
            {
                var distance = 1 - Dot(_vectors[sample[at]], centres[centre]);
                if (centre == own[at])
                    a = distance;
                else
                    b = Math.Min(b, distance);
            }

            sum += (b - a) / Math.Max(Math.Max(a, b), 1e-9);
        }

        return sum / sample.Count;
    }

    private static (int Centre, float Likeness) Nearest((int Trait, float Weight)[] vector, float[][] centres)
    {
        var (best, likeness) = (0, float.NegativeInfinity);
        for (var centre = 0; centre < centres.Length; centre++)
            if (Dot(vector, centres[centre]) is var dot && dot > likeness)
                (best, likeness) = (centre, dot);
        return (best, likeness);
    }

    private static float Dot((int Trait, float Weight)[] vector, float[] centre)
    {
        var sum = 0f;
        foreach (var (trait, weight) in vector)
            sum += weight * centre[trait];
        return sum;
    }

    private float[] Dense((int Trait, float Weight)[] vector)
    {
        var dense = new float[_traits.Length];
        foreach (var (trait, weight) in vector)
            dense[trait] = weight;
        return dense;
    }

    private static (int Trait, float Weight)[] Unit((int Trait, float Weight)[] vector)
    {
        var length = MathF.Sqrt(vector.Sum(v => v.Weight * v.Weight));
        return length > 0 ? [.. vector.Select(v => (v.Trait, v.Weight / length))] : vector;
    }

    private static float Length(float[] dense)
    {
        var sum = 0f;
        foreach (var weight in dense)
            sum += weight * weight;
        return MathF.Sqrt(sum);
    }
}
