using System.Text;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>The texts of one field that were met: bytes to value without allocating, shared by all parsers.</summary>
/// <remarks>
/// Bounded: when full it starts a new filling and keeps the one before, so that what is met all the time stays. Looking up in the newest takes no
/// lock: a filling only ever grows, and its arrays are never changed where they are in use.
/// </remarks>
internal sealed class ValueTable(FieldSlot field)
{
    private const int MaxEntries = 1 << 16, MaxBytes = 8 << 20;

    private readonly Lock _lock = new();
    private volatile Filling _filling = new(64);
    private Filling? _before;

    private struct Entry
    {
        public ulong Hash;
        public int Start, Length;
        public FieldValue? Value;
    }

    /// <summary>Null: the field refuses the text (no address where one is due).</summary>
    public FieldValue? Get(ReadOnlySpan<byte> utf8)
    {
        var hash = TextHash.Of(utf8);
        return _filling.TryFind(utf8, hash, out var value) ? value : Add(utf8, hash);
    }

    private FieldValue? Add(ReadOnlySpan<byte> utf8, ulong hash)
    {
        lock (_lock)
        {
            var filling = _filling;
            if (filling.TryFind(utf8, hash, out var value))
                return value;
            if (_before is null || !_before.TryFind(utf8, hash, out value))
                value = Make(Encoding.UTF8.GetString(utf8));
            if (filling.IsFull(utf8.Length))
                _filling = filling = Larger(filling, utf8.Length);
            filling.Add(utf8, hash, value);
            return value;
        }
    }

    private Filling Larger(Filling filling, int length)
    {
        if (filling.Count < MaxEntries && filling.BytesUsed + length <= MaxBytes)
            return filling.Twice(length);
        _before = filling;
        return new Filling(64);
    }

    private FieldValue? Make(string raw)
    {
        var text = field.IsAddress ? EventAddress.Canonical(raw) : raw;
        return text is null ? null : new FieldValue(text, NothingValues.Contains(text), field.ConditionsMetBy(text));
    }

    private sealed class Filling(int entries, int bytes = 1024)
    {
        private readonly int[] _slots = new int[entries * 2];
        private readonly Entry[] _entries = new Entry[entries];
        private readonly byte[] _bytes = new byte[bytes];

        public int Count { get; private set; }

        public int BytesUsed { get; private set; }

        public bool TryFind(ReadOnlySpan<byte> utf8, ulong hash, out FieldValue? value)
        {
            var slots = _slots;
            var mask = slots.Length - 1;
            for (var at = (int)hash & mask; ; at = (at + 1) & mask)
            {
                var index = Volatile.Read(ref slots[at]) - 1;
                if (index < 0)
                {
                    value = null;
                    return false;
                }

                ref var entry = ref _entries[index];
                if (entry.Hash != hash || entry.Length != utf8.Length || !utf8.SequenceEqual(_bytes.AsSpan(entry.Start, entry.Length)))
                    continue;
                value = entry.Value;
                return true;
            }
        }

        public bool IsFull(int length) => Count == _entries.Length || BytesUsed + length > _bytes.Length;

        public Filling Twice(int length)
        {
            var twice = new Filling(Count == _entries.Length ? Count * 2 : _entries.Length, Math.Max(_bytes.Length * 2, BytesUsed + length));
            for (var i = 0; i < Count; i++)
                twice.Add(_bytes.AsSpan(_entries[i].Start, _entries[i].Length), _entries[i].Hash, _entries[i].Value);
            return twice;
        }

        /// <summary>The slot is written last: whoever sees it sees the entry.</summary>
        public void Add(ReadOnlySpan<byte> utf8, ulong hash, FieldValue? value)
        {
            utf8.CopyTo(_bytes.AsSpan(BytesUsed));
            _entries[Count] = new Entry { Hash = hash, Start = BytesUsed, Length = utf8.Length, Value = value };
            BytesUsed += utf8.Length;
            Count++;
            var mask = _slots.Length - 1;
            var at = (int)hash & mask;
            while (_slots[at] != 0)
                at = (at + 1) & mask;
            Volatile.Write(ref _slots[at], Count);
        }
    }
}
