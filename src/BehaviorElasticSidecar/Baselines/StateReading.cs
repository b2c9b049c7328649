namespace BehaviorElasticSidecar.Baselines;

/// <summary>Reads one thing from where the reader stands.</summary>
internal delegate T StateReading<out T>(ref StateReader from);

internal static class StateReadings
{
    /// <summary>One thing that is all of the bytes. Throws <see cref="InvalidDataException"/> where it is not.</summary>
    public static T Whole<T>(byte[] state, StateReading<T> read)
    {
        var reader = new StateReader(state);
        var found = read(ref reader);
        reader.End();
        return found;
    }
}
