using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>The needed fields of the event at hand, as texts, numbers and times, and which conditions they meet.</summary>
/// <remarks>Lives for many events. Not thread-safe.</remarks>
internal sealed class EventValues
{
    /// <summary>So many digits a double holds exactly.</summary>
    private const int MaxWholeDigits = 15;

    private readonly ValueTable[] _tables;
    private readonly ulong[] _constantBits;
    private readonly List<SlotValues> _touched = [];

    public EventValues(FilePlan plan)
    {
        Slots = [.. plan.Slots.Select(_ => new SlotValues())];
        _tables = [.. plan.Tables];
        Bits = new ulong[plan.ConditionWords];
        foreach (var slot in plan.Slots.Where(s => s.Constant is not null))
            Take(slot, Encoding.UTF8.GetBytes(slot.Constant!), JsonTokenType.String);
        _touched.Clear();
        _constantBits = [.. Bits];
    }

    /// <summary>By <see cref="FieldSlot.Index"/>.</summary>
    public SlotValues[] Slots { get; }

    /// <summary>The conditions that the event meets.</summary>
    public ulong[] Bits { get; }

    /// <summary>Reasons for which values were left out, one bit each.</summary>
    public uint Flags { get; private set; }

    public void Reset()
    {
        foreach (var slot in _touched)
            slot.Clear();
        _touched.Clear();
        _constantBits.CopyTo(Bits, 0);
        Flags = 0;
    }

    public void Flag(DropReason reason) => Flags |= 1U << (int)reason;

    /// <summary>One value of the field: <paramref name="text"/> is a number or word as it stands in the JSON, or an unescaped string.</summary>
    public void Take(FieldSlot slot, ReadOnlySpan<byte> text, JsonTokenType type)
    {
        if (slot.WantsText)
            TakeText(slot, text);
        if (slot.WantsNumber)
            TakeNumber(slot, text, type);
        if (slot.WantsTime)
            TakeTime(slot, text, type);
        if (slot.WantsHash)
            TakeHash(slot, text);
    }

    private void TakeText(FieldSlot slot, ReadOnlySpan<byte> text)
    {
        if (text.Length > FileReadOptions.MaxValueLength && Encoding.UTF8.GetCharCount(text) > FileReadOptions.MaxValueLength)
            Flag(DropReason.ValueTooLong);
        else if (_tables[slot.Index].Get(text) is not { } value)
            Flag(DropReason.WrongType);
        else if (Slots[slot.Index].Texts.Length >= FileReadOptions.MaxValues)
            Flag(DropReason.TooManyValues);
        else
            AddText(slot, value);
    }

    private void AddText(FieldSlot slot, FieldValue value)
    {
        if (!Touch(slot).Add(value))
            return;
        if (slot.Words > 0)
            Bits[slot.FirstWord] |= value.Conditions;
        for (var i = 1; i < slot.Words; i++)
            Bits[slot.FirstWord + i] |= value.MoreConditions![i - 1];
    }

    private void TakeNumber(FieldSlot slot, ReadOnlySpan<byte> text, JsonTokenType type)
    {
        if (type is JsonTokenType.True or JsonTokenType.False)
            Touch(slot).Add(type == JsonTokenType.True ? 1 : 0);
        else if (TryNumber(text, out var number))
            Touch(slot).Add(number);
        else
            Flag(DropReason.WrongType);
    }

    /// <summary>A finite number, or a time as milliseconds.</summary>
    private static bool TryNumber(ReadOnlySpan<byte> text, out double number)
    {
        if (text.Length is > 0 and <= MaxWholeDigits && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            var whole = 0L;
            foreach (var digit in text)
                whole = whole * 10 + (digit - '0');
            number = whole;
            return true;
        }

        if (Utf8Parser.TryParse(text, out number, out var used) && used == text.Length)
            return double.IsFinite(number);
        var isTime = EventTime.TryParse(text, out var milliseconds);
        number = milliseconds;
        return isTime;
    }

    private void TakeTime(FieldSlot slot, ReadOnlySpan<byte> text, JsonTokenType type)
    {
        var values = Touch(slot);
        if (values.Time is not null)
            return;
        if (type == JsonTokenType.Number ? EventTime.TryParseNumber(text, out var time) : EventTime.TryParse(text, out time))
            values.Time = time;
        else
            values.HasBadTime = true;
    }

    private void TakeHash(FieldSlot slot, ReadOnlySpan<byte> text)
    {
        var values = Touch(slot);
        if (values.Hash == 0)
            values.Hash = Math.Max(1, TextHash.Of(text));
    }

    private SlotValues Touch(FieldSlot slot)
    {
        var values = Slots[slot.Index];
        _touched.Add(values);
        return values;
    }
}
