using System.Text;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>The texts of one field that one parser has met: bytes to value without allocating. Bounded; emptied between blocks when full.</summary>
internal sealed class ValueTable(FieldSlot field)
{
    private const int MaxEntries = 1 << 16, MaxBytes = 8 << 20;

    private int[] _slots = new int[64];
    private Entry[] _entries = new Entry[32];
    private byte[] _bytes = new byte[1024];
    private int _count, _bytesUsed;

    private struct Entry
    {
        public ulong Hash;
        public int Start, Length;
        public FieldValue? Value;
    }

    /// <summary>Null: the field refuses the text (no address where one is due).</summary>
    public FieldValue? Get(ReadOnlySpan<byte> utf8)
    {
        var hash = FieldValue.HashOf(utf8);
        var mask = _slots.Length - 1;
        for (var at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            var index = _slots[at] - 1;
            if (index < 0)
                return Add(utf8, hash, at);
            ref var entry = ref _entries[index];
            if (entry.Hash == hash && utf8.SequenceEqual(_bytes.AsSpan(entry.Start, entry.Length)))
                return entry.Value;
        }
    }

    /// <summary>Only between blocks: values of one event must not come from two fillings.</summary>
    public void EmptyWhenFull()
    {
        if (_count < MaxEntries && _bytesUsed < MaxBytes)
            return;
        _slots = new int[64];
        _entries = new Entry[32];
        _bytes = new byte[1024];
        _count = _bytesUsed = 0;
    }

    private FieldValue? Add(ReadOnlySpan<byte> utf8, ulong hash, int at)
    {
        if (_count == _entries.Length)
            Array.Resize(ref _entries, _count * 2);
        if (_bytesUsed + utf8.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _bytesUsed + utf8.Length));
        utf8.CopyTo(_bytes.AsSpan(_bytesUsed));
        var value = Make(Encoding.UTF8.GetString(utf8));
        _entries[_count] = new Entry { Hash = hash, Start = _bytesUsed, Length = utf8.Length, Value = value };
        _bytesUsed += utf8.Length;
        _slots[at] = ++_count;
        if (_count * 2 > _slots.Length)
            Grow();
        return value;
    }

    private FieldValue? Make(string raw)
    {
        var text = field.IsAddress ? EventAddress.Canonical(raw) : raw;
        return text is null ? null : new FieldValue(text, NothingValues.Contains(text), field.ConditionsMetBy(text));
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        var mask = _slots.Length - 1;
        for (var i = 0; i < _count; i++)
        {
            var at = (int)_entries[i].Hash & mask;
            while (_slots[at] != 0)
                at = (at + 1) & mask;
            _slots[at] = i + 1;
        }
    }
}
