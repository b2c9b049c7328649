using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary>UTF-8 JSON of one event after another into one reused buffer, with the field groups that all sources share.</summary>
internal sealed class EventJson : IDisposable
{
    /// <summary>Relaxed as collectors write: <c>+00:00</c> is not escaped. Nobody puts these lines into a page.</summary>
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private readonly Dictionary<Place, byte[]> _networks = new(ReferenceEqualityComparer.Instance), _places = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Browser, byte[]> _browsers = new(ReferenceEqualityComparer.Instance);
    private readonly Utf8JsonWriter _json;

    public EventJson() => _json = new Utf8JsonWriter(_buffer, Options);

    public Utf8JsonWriter Json => _json;

    /// <summary>Whole lines written since <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Lines => _buffer.WrittenMemory;

    public void Clear() => _buffer.ResetWrittenCount();

    /// <summary>Ends the event that <see cref="Begin"/> began.</summary>
    public void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _buffer.GetSpan(1)[0] = (byte)'\n';
        _buffer.Advance(1);
    }

    /// <summary>Opens the event, with time, stream and an open <c>event</c> object that the source fills and closes.</summary>
    /// <param name="module">Part of the dataset before the dot.</param>
    /// <param name="delaySeconds">Least time on the way to the index; up to twice that is drawn.</param>
    public void Begin(in Act act, ReadOnlySpan<byte> module, ReadOnlySpan<byte> dataset, int delaySeconds)
    {
        _json.WriteStartObject();
        Time("@timestamp"u8, act.TimeMs);
        _json.WritePropertyName("ecs"u8);
        _json.WriteRawValue("{\"version\":\"8.17.0\"}"u8, skipInputValidation: true);
        _json.WriteStartObject("data_stream"u8);
        _json.WriteString("type"u8, "logs"u8);
        _json.WriteString("dataset"u8, dataset);
        _json.WriteString("namespace"u8, "default"u8);
        _json.WriteEndObject();
        _json.WriteStartObject("event"u8);
        Hex("id"u8, act.Salt);
        _json.WriteString("kind"u8, "event"u8);
        _json.WriteString("module"u8, module);
        _json.WriteString("dataset"u8, dataset);
        var seconds = delaySeconds + (long)(act.Salt >> 40) % (delaySeconds + 1) + act.LateSeconds;
        Time("ingested"u8, (act.TimeMs / 1000 + seconds) * 1000);
    }

    public void List(ReadOnlySpan<byte> name, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        _json.WriteStartArray(name);
        _json.WriteStringValue(first);
        if (!second.IsEmpty)
            _json.WriteStringValue(second);
        _json.WriteEndArray();
    }

    /// <summary><c>2026-03-02T14:05:09.120Z</c>.</summary>
    public void Time(ReadOnlySpan<byte> name, long unixMs)
    {
        Span<byte> text = stackalloc byte[24];
        var time = DateTime.UnixEpoch.AddMilliseconds(unixMs);
        Digits(text, 0, time.Year, 4);
        Digits(text, 5, time.Month, 2);
        Digits(text, 8, time.Day, 2);
        Digits(text, 11, time.Hour, 2);
        Digits(text, 14, time.Minute, 2);
        Digits(text, 17, time.Second, 2);
        Digits(text, 20, time.Millisecond, 3);
        (text[4], text[7], text[10], text[13], text[16], text[19], text[23]) = ((byte)'-', (byte)'-', (byte)'T', (byte)':', (byte)':', (byte)'.', (byte)'Z');
        _json.WriteString(name, text);
    }

    public void Hex(ReadOnlySpan<byte> name, ulong value)
    {
        Span<byte> text = stackalloc byte[16];
        value.TryFormat(text, out _, "x16", CultureInfo.InvariantCulture);
        _json.WriteString(name, text);
    }

    /// <summary>Texts one after the other, without a string between.</summary>
    public void Joined(ReadOnlySpan<byte> name, ReadOnlySpan<char> first, ReadOnlySpan<char> second, ReadOnlySpan<char> third = default,
        ReadOnlySpan<char> fourth = default)
    {
        var length = first.Length + second.Length + third.Length + fourth.Length;
        Span<char> text = length <= 512 ? stackalloc char[512] : new char[length];
        first.CopyTo(text);
        second.CopyTo(text[first.Length..]);
        third.CopyTo(text[(first.Length + second.Length)..]);
        fourth.CopyTo(text[(length - fourth.Length)..]);
        _json.WriteString(name, text[..length]);
    }

    /// <summary>A number as text, as Windows event codes are.</summary>
    public void Text(ReadOnlySpan<byte> name, int value)
    {
        Span<byte> text = stackalloc byte[11];
        value.TryFormat(text, out var written, default, CultureInfo.InvariantCulture);
        _json.WriteString(name, text[..written]);
    }

    public void Address(ReadOnlySpan<byte> name, uint address)
    {
        Span<byte> text = stackalloc byte[15];
        _json.WriteString(name, text[..Format(address, text)]);
    }

    public void AddressValue(uint address)
    {
        Span<byte> text = stackalloc byte[15];
        _json.WriteStringValue(text[..Format(address, text)]);
    }

    /// <summary><c>source</c> or the like with address, port and, for public addresses, place; left open.</summary>
    public void Endpoint(ReadOnlySpan<byte> name, uint address, int port, Place? place)
    {
        _json.WriteStartObject(name);
        Address("ip"u8, address);
        if (port > 0)
            _json.WriteNumber("port"u8, port);
        if (place is null || !Addresses.IsPublic(address))
            return;
        Part("as"u8, _networks, place, static (json, p) => Network(json, p));
        Part("geo"u8, _places, place, static (json, p) => Geo(json, p));
    }

    /// <summary><c>related</c> with whatever is given.</summary>
    public void Related(string? user, string? host, uint address)
    {
        _json.WriteStartObject("related"u8);
        if (user is not null)
            One("user"u8, user);
        if (host is not null)
            One("hosts"u8, host);
        if (address != 0)
        {
            _json.WriteStartArray("ip"u8);
            AddressValue(address);
            _json.WriteEndArray();
        }

        _json.WriteEndObject();
    }

    public void UserAgent(Browser browser) => Part("user_agent"u8, _browsers, browser, static (json, b) => Agent(json, b));

    public void Dispose() => _json.Dispose();

    /// <summary>A source port of the usual dynamic range.</summary>
    public static int Port(ulong salt) => 49_152 + (int)(salt % 16_384);

    public static string Text(uint address)
    {
        Span<byte> text = stackalloc byte[15];
        return Encoding.ASCII.GetString(text[..Format(address, text)]);
    }

    private void One(ReadOnlySpan<byte> name, string value)
    {
        _json.WriteStartArray(name);
        _json.WriteStringValue(value);
        _json.WriteEndArray();
    }

    /// <summary>An object that is always the same for one place or browser, made at its first use: numbers and a dozen names are not formatted again.</summary>
    private void Part<T>(ReadOnlySpan<byte> name, Dictionary<T, byte[]> made, T of, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (!made.TryGetValue(of, out var bytes))
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(buffer, Options))
            {
                json.WriteStartObject();
                write(json, of);
                json.WriteEndObject();
            }

            made[of] = bytes = buffer.WrittenSpan.ToArray();
        }

        _json.WritePropertyName(name);
        _json.WriteRawValue(bytes, skipInputValidation: true);
    }

    private static void Network(Utf8JsonWriter json, Place place)
    {
        json.WriteNumber("number"u8, place.AsNumber);
        json.WriteStartObject("organization"u8);
        json.WriteString("name"u8, place.AsOrganisation);
        json.WriteEndObject();
    }

    private static void Geo(Utf8JsonWriter json, Place place)
    {
        json.WriteString("continent_name"u8, place.Continent);
        json.WriteString("country_iso_code"u8, place.Country);
        json.WriteString("country_name"u8, place.CountryName);
        json.WriteString("region_iso_code"u8, place.Region);
        json.WriteString("region_name"u8, place.RegionName);
        json.WriteString("city_name"u8, place.City);
        json.WriteStartObject("location"u8);
        json.WriteNumber("lat"u8, place.Latitude);
        json.WriteNumber("lon"u8, place.Longitude);
        json.WriteEndObject();
    }

    private static void Agent(Utf8JsonWriter json, Browser browser)
    {
        json.WriteString("original"u8, browser.Original);
        json.WriteString("name"u8, browser.Name);
        json.WriteString("version"u8, browser.Version);
        json.WriteStartObject("device"u8);
        json.WriteString("name"u8, browser.Device);
        json.WriteEndObject();
        json.WriteStartObject("os"u8);
        json.WriteString("name"u8, browser.Os);
        if (browser.OsVersion.Length > 0)
            json.WriteString("version"u8, browser.OsVersion);
        json.WriteEndObject();
    }

    private static int Format(uint address, Span<byte> text)
    {
        var at = 0;
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            ((address >> shift) & 0xFF).TryFormat(text[at..], out var written, default, CultureInfo.InvariantCulture);
            at += written;
            if (shift > 0)
                text[at++] = (byte)'.';
        }

        return at;
    }

    private static void Digits(Span<byte> text, int at, int value, int count)
    {
        for (var i = at + count - 1; i >= at; i--, value /= 10)
            text[i] = (byte)('0' + value % 10);
    }
}
