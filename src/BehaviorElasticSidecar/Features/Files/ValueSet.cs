namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Exact set of texts. Most rows hold a few: 8 bytes per slot, searched in a row up to 8, then hashed.</summary>
internal sealed class ValueSet
{
    private const int MaxInRow = 8;

    private FieldValue?[] _slots = new FieldValue?[2];

    public int Count { get; private set; }

    public IEnumerable<FieldValue> Values => _slots.OfType<FieldValue>();

    public void Add(FieldValue value)
    {
        if (_slots.Length <= MaxInRow)
            AddInRow(value);
        else
            AddHashed(value);
    }

    private void AddInRow(FieldValue value)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_slots[i]!.Equals(value))
                return;
        }

        if (Count == _slots.Length && Count < MaxInRow)
            Array.Resize(ref _slots, Count * 2);
        if (Count < _slots.Length)
            _slots[Count++] = value;
        else
            Rehash(MaxInRow * 4, value);
    }

    private void AddHashed(FieldValue value)
    {
        if (!Place(value))
            return;
        Count++;
        if (Count * 4 > _slots.Length * 3)
            Rehash(_slots.Length * 2, null);
    }

    private void Rehash(int size, FieldValue? added)
    {
        var old = _slots;
        _slots = new FieldValue?[size];
        foreach (var value in old)
        {
            if (value is not null)
                Place(value);
        }

        if (added is not null && Place(added))
            Count++;
    }

    /// <summary>False: is there already.</summary>
    private bool Place(FieldValue value)
    {
        var mask = _slots.Length - 1;
        var at = (int)((uint)value.GetHashCode() * 0x9E3779B1u >> 7) & mask;
        for (; _slots[at] is { } known; at = (at + 1) & mask)
        {
            if (known.Equals(value))
                return false;
        }

        _slots[at] = value;
        return true;
    }
}
