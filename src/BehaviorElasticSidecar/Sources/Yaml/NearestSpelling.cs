namespace BehaviorElasticSidecar.Sources.Yaml;

/// <summary>The word that somebody probably meant.</summary>
/// <remarks>Damerau 1964, Levenshtein 1966: inserted, missing, wrong and swapped letters each cost one; a third of the word may be wrong.</remarks>
public static class NearestSpelling
{
    private const int LongestCompared = 64;

    /// <summary>Of two letters, one wrong is another word.</summary>
    private const int ShortestCompared = 3;

    /// <summary>The nearest of <paramref name="words"/>, the first among equals; null if none is near.</summary>
    public static string? Of(string seen, IEnumerable<string> words)
    {
        if (seen.Length is < ShortestCompared or > LongestCompared)
            return null;
        var folded = seen.ToLowerInvariant();
        string? best = null;
        var least = Math.Max(1, seen.Length / 3) + 1;
        foreach (var word in words.Where(w => w.Length <= LongestCompared))
        {
            var distance = Distance(folded, word.ToLowerInvariant());
            if (distance >= least)
                continue;
            least = distance;
            best = word;
        }

        return best;
    }

    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var same = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }

        return d[a.Length, b.Length];
    }
}
