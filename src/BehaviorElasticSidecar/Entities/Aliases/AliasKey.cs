using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Entities.Aliases;

/// <summary>What sort of spelling it is. The order is that in which links are believed, and stored: append only.</summary>
internal enum AliasKind : byte
{
    Name,
    Sid,
    Guid,

    /// <summary>An id of an identity provider or cloud, e.g. <c>00u1...</c>, <c>AIDA...</c>.</summary>
    Id,
    Arn,
    DistinguishedName,
    Email,
    FullName,
}

/// <summary>One spelling of an account, folded so that equal ones are equal; made by <see cref="Of"/>.</summary>
/// <param name="Text">Lower case, at most <see cref="BoundedText.MaxLength"/> characters, without control characters.</param>
internal readonly record struct AliasKey(AliasKind Kind, string Text) : IComparable<AliasKey>
{
    private const int ShortestId = 12, FewestIdDigits = 3;

    /// <summary>Groups, administrators and guests of a domain end in these; everybody else's account is above.</summary>
    private const long LastBuiltInAccount = 599;

    /// <summary>One is enough to say who it is. A name alone, or how a person is called, is not.</summary>
    public bool IsStrong => Kind is not (AliasKind.Name or AliasKind.FullName);

    /// <summary>Of keys that share it an account has one at a time; null where several are usual.</summary>
    public string? OnlyOneOf => Kind switch
    {
        AliasKind.Sid => Text[..Text.LastIndexOf('-')],
        AliasKind.Guid => "guid",
        AliasKind.Id => $"{Text[..3]}/{Text.Length}",
        _ => null,
    };

    /// <summary>Before the <c>@</c> of an address; null for all else.</summary>
    public string? LocalPart => Kind == AliasKind.Email ? Text[..Text.IndexOf('@', StringComparison.Ordinal)] : null;

    /// <summary>Null for what names nobody or too many: nothing-values, built-in accounts and SIDs, numbers of a machine's own accounts, addresses.</summary>
    public static AliasKey? Of(string raw)
    {
        var text = BoundedText.Of(raw).ToLowerInvariant();
        if (!text.Any(char.IsLetterOrDigit) || NothingValues.ContainsFolded(text))
            return null;
        if (BoundedText.IsCut(text))
            return new AliasKey(AliasKind.Name, text);
        if (text.StartsWith("s-1-", StringComparison.Ordinal))
            return IsAccountSid(text) ? new AliasKey(AliasKind.Sid, text) : null;
        if (Guid.TryParseExact(text, "D", out var guid))
            return guid == Guid.Empty ? null : new AliasKey(AliasKind.Guid, text);
        if (text.StartsWith("arn:", StringComparison.Ordinal))
            return new AliasKey(AliasKind.Arn, text);
        if (text.Contains('=', StringComparison.Ordinal) && text.Contains(',', StringComparison.Ordinal))
            return new AliasKey(AliasKind.DistinguishedName, text);
        if (IsMail(text))
            return new AliasKey(AliasKind.Email, text);
        if (!text.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return null;
        if (IsOpaque(text))
            return new AliasKey(AliasKind.Id, text);
        if (!text.Contains('\\', StringComparison.Ordinal) && text.AsSpan().ContainsAny(' ', '\t'))
            return OfFullName(text);
        return NameNormaliser.User(text) is { } name ? new AliasKey(AliasKind.Name, name) : null;
    }

    /// <summary>How a person is called: at least two words; <c>Keller, Sarah</c> and <c>sarah  keller</c> are one. Null for all else.</summary>
    public static AliasKey? OfFullName(string raw)
    {
        var text = BoundedText.Of(raw).ToLowerInvariant();
        if (BoundedText.IsCut(text) || !text.Any(char.IsLetter) || BuiltInAccounts.Contains(text) || BuiltInAccounts.ContainsRealmOf(text))
            return null;
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0 && comma == text.LastIndexOf(','))
            text = $"{text[(comma + 1)..]} {text[..comma]}";
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 2 ? null : new AliasKey(AliasKind.FullName, string.Join(' ', words));
    }

    public int CompareTo(AliasKey other) => Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Text, other.Text);

    public static bool operator <(AliasKey left, AliasKey right) => left.CompareTo(right) < 0;

    public static bool operator <=(AliasKey left, AliasKey right) => left.CompareTo(right) <= 0;

    public static bool operator >(AliasKey left, AliasKey right) => left.CompareTo(right) > 0;

    public static bool operator >=(AliasKey left, AliasKey right) => left.CompareTo(right) >= 0;

    /// <summary>An account of a domain, a machine or a directory, but none that every one of them has.</summary>
    private static bool IsAccountSid(string text)
    {
        if (!text.StartsWith("s-1-5-21-", StringComparison.Ordinal) && !text.StartsWith("s-1-12-1-", StringComparison.Ordinal))
            return false;
        var parts = text.Split('-');
        return parts.Length >= 5 && parts.Skip(1).All(p => p.Length is > 0 and < 20 && p.All(char.IsAsciiDigit))
            && long.Parse(parts[^1], System.Globalization.CultureInfo.InvariantCulture) > LastBuiltInAccount;
    }

    /// <summary>With a dot in the domain: <c>ana@CORP</c> is a name in a realm.</summary>
    private static bool IsMail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == text.LastIndexOf('@') && text.IndexOf('.', at) is var dot && dot > at + 1 && dot < text.Length - 1 && !text.AsSpan().ContainsAny(' ', '\\');
    }

    private static bool IsOpaque(string text) =>
        text.Length >= ShortestId && text.All(char.IsAsciiLetterOrDigit) && text.Count(char.IsAsciiDigit) >= FewestIdDigits && text.Any(char.IsAsciiLetter);
}
