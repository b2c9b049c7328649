namespace BehaviorElasticSidecar.Features.Files;

/// <summary>What the event at hand has in one field.</summary>
internal sealed class SlotValues
{
    private FieldValue[] _texts = new FieldValue[2];
    private double[] _numbers = new double[2];
    private int _textCount, _numberCount;

    /// <summary>Different values in the order of the event.</summary>
    public ReadOnlySpan<FieldValue> Texts => _texts.AsSpan(0, _textCount);

    /// <summary>All values, repeated ones as often as they stand there.</summary>
    public ReadOnlySpan<double> Numbers => _numbers.AsSpan(0, _numberCount);

    /// <summary>Milliseconds since the epoch; the first, if there are several.</summary>
    public long? Time { get; set; }

    /// <summary>There was something where a time should be.</summary>
    public bool HasBadTime { get; set; }

    /// <summary>Of the first text; 0 for none.</summary>
    public ulong Hash { get; set; }

    /// <summary>Has values, and no nothing-value among them.</summary>
    public bool IsPresent
    {
        get
        {
            foreach (var text in Texts)
            {
                if (text.IsNothing)
                    return false;
            }

            return _textCount > 0;
        }
    }

    /// <summary>False: had it already. A cluster's doc values keep each text of an event once.</summary>
    public bool Add(FieldValue value)
    {
        foreach (var known in Texts)
        {
            if (ReferenceEquals(known, value) || known.Equals(value))
                return false;
        }

        if (_textCount == _texts.Length)
            Array.Resize(ref _texts, _textCount * 2);
        _texts[_textCount++] = value;
        return true;
    }

    public void Add(double number)
    {
        if (_numberCount == _numbers.Length)
            Array.Resize(ref _numbers, _numberCount * 2);
        _numbers[_numberCount++] = number;
    }

    public void Clear()
    {
        _textCount = _numberCount = 0;
        Time = null;
        Hash = 0;
        HasBadTime = false;
    }
}
