namespace BehaviorElasticSidecar.Engine;

/// <summary>The nodes in turn; one that failed is left out until its time has passed. All failed: the one that failed first is tried again.</summary>
internal sealed class NodePool(IReadOnlyList<Uri> nodes, TimeSpan deadFor, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly DateTimeOffset[] _deadUntil = new DateTimeOffset[nodes.Count];
    private int _turn = -1;

    public Uri Next()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var longestDead = 0;
            for (var step = 1; step <= nodes.Count; step++)
            {
                var index = (_turn + step) % nodes.Count;
                if (_deadUntil[index] <= now)
                {
                    _turn = index;
                    return nodes[index];
                }

                if (_deadUntil[index] < _deadUntil[longestDead])
                    longestDead = index;
            }

            return nodes[longestDead];
        }
    }

    public void Failed(Uri node)
    {
        lock (_gate)
            _deadUntil[IndexOf(node)] = time.GetUtcNow() + deadFor;
    }

    public void Answered(Uri node)
    {
        lock (_gate)
            _deadUntil[IndexOf(node)] = default;
    }

    /// <summary>Some node is not left out now: after a failure elsewhere there is no need to wait.</summary>
    public bool HasLiveNode()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            return _deadUntil.Any(until => until <= now);
        }
    }

    private int IndexOf(Uri node)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            if (ReferenceEquals(nodes[i], node))
                return i;
        }

        throw new ArgumentException("not a node of this pool", nameof(node));
    }
}
