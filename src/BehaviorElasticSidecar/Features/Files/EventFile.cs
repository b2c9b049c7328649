namespace BehaviorElasticSidecar.Features.Files;

/// <summary>One file of events. <see cref="Name"/> is the path as the user would write it, for messages.</summary>
public sealed record EventFile(string Path, string Name, long Bytes);

/// <summary>No event file where one was named; the message says what to do.</summary>
public sealed class EventFilesException : Exception
{
    public EventFilesException()
    {
    }

    public EventFilesException(string message)
        : base(message)
    {
    }

    public EventFilesException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
