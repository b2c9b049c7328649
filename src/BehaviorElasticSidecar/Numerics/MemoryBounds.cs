namespace BehaviorElasticSidecar.Numerics;

/// <summary>Keeps what is remembered bounded: what is too old goes, and of too much what can be missed first.</summary>
internal static class MemoryBounds
{
    public static void Forget<TKey, TValue>(this Dictionary<TKey, TValue> remembered, Func<TValue, bool> isOld)
        where TKey : notnull
    {
        foreach (var (key, value) in remembered)
            if (isOld(value))
                remembered.Remove(key);
    }

    /// <param name="order">The first goes first. No two are alike in it, so the same ones go whatever order they came in.</param>
    public static void KeepMost<TKey, TValue>(
        this Dictionary<TKey, TValue> remembered, int most, Func<IEnumerable<KeyValuePair<TKey, TValue>>, IEnumerable<KeyValuePair<TKey, TValue>>> order)
        where TKey : notnull
    {
        if (remembered.Count > most)
            foreach (var (key, _) in order(remembered).Take(remembered.Count - most).ToList())
                remembered.Remove(key);
    }
}
