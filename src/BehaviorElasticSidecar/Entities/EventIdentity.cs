using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Entities;

/// <summary>Who did what to whom, where and from where, as one event of a source says it.</summary>
/// <param name="Actor">Key of the account that acts; null where nobody is named.</param>
/// <param name="Target">Key of the account acted upon; null for none, or the actor itself.</param>
/// <param name="Host">Name of the machine; null where only a collector or an address is known.</param>
/// <param name="Origin">Address in its shortest form; null for none, loopback or nothing.</param>
/// <param name="Outcome">Of what the actor tried: <c>success</c>, <c>failure</c> or <c>unknown</c>.</param>
public sealed record EventIdentity(
    string? Actor, ActorKind? ActorKind, string? Target, string? Host, string? Origin, IReadOnlyList<string> Category, string? Action, string Outcome);

/// <summary>Reads events as the feature queries of a source do: the same actor orders, derived values and normalised names, on one event.</summary>
public sealed class IdentityReader(Source source)
{
    private static readonly string[] ActingKinds = ["user", "service_account", "application"];

    private readonly EventCondition _all = EventCondition.OfSource(source), _withNoise = EventCondition.Of(source, source.Filter);
    private readonly Dictionary<string, IReadOnlyList<(string Field, EventCondition When)>> _orders = ActingKinds.Append("host").Append("address").Append(ActorOrders.Target)
        .ToDictionary(k => k, k => (IReadOnlyList<(string, EventCondition)>)[.. ActorOrders.Of(source, k).Select(s => (s.Field, EventCondition.OfStored(s.When)))]);

    private readonly Dictionary<string, IReadOnlyList<(EventCondition When, IReadOnlyList<string> Values)>> _rules = source.Derived
        .ToDictionary(d => d.Key, d => (IReadOnlyList<(EventCondition, IReadOnlyList<string>)>)[.. d.Value.Select(r => (EventCondition.OfStored(r.When), r.Values))]);

    /// <summary>Whether the source reads the event at all: its filter holds and it is no noise.</summary>
    public bool Reads(FlatEvent fields) => Holds(_all, fields);

    /// <summary>Whether the source's filter holds, noise or not.</summary>
    public bool IsOfSource(FlatEvent fields) => Holds(_withNoise, fields);

    public EventIdentity Read(FlatEvent fields)
    {
        var (actor, kind) = Actor(fields);
        var target = First(fields, ActorOrders.Target, EntityNames.Account);
        return new EventIdentity(
            actor, kind, target?.Key == actor ? null : target?.Key, First(fields, "host", NameNormaliser.Host), First(fields, "address", NameNormaliser.Address),
            [.. Classified(fields, "event.category").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Classified(fields, "event.action") is [var action, ..] ? action : null,
            Classified(fields, "event.outcome").FirstOrDefault(v => v is "success" or "failure") ?? "unknown");
    }

    /// <summary>Values of a classification field: those of the first rule that fits, else the stored ones.</summary>
    public IReadOnlyList<string> Classified(FlatEvent fields, string field)
    {
        foreach (var (when, values) in _rules.GetValueOrDefault(field, []))
        {
            if (Holds(when, fields))
                return values;
        }

        return [.. Values(fields, field).Where(v => !NothingValues.Contains(v))];
    }

    private (string? Actor, ActorKind? Kind) Actor(FlatEvent fields)
    {
        foreach (var kind in ActingKinds)
        {
            if (First(fields, kind, EntityNames.Account) is not { } account)
                continue;
            return kind switch
            {
                "service_account" => (account.Key, ActorKind.ServiceAccount),
                "application" => (account.Key, ActorKind.Application),
                _ => (account.Key, account.Kind),
            };
        }

        return (null, null);
    }

    /// <summary>What the first step that applies and is present names; null where none does, or where what it names is no entity.</summary>
    private T? First<T>(FlatEvent fields, string kind, Func<string, T?> read)
        where T : class
    {
        foreach (var (field, when) in _orders[kind])
        {
            if (IsPresent(fields, field) && Holds(when, fields))
                return Values(fields, field).Select(read).FirstOrDefault(v => v is not null);
        }

        return null;
    }

    private bool IsPresent(FlatEvent fields, string field) =>
        source.Constants.TryGetValue(field, out var constant) ? !NothingValues.Contains(constant) : fields.IsPresent(source.FieldOf(field));

    private IReadOnlyList<string> Values(FlatEvent fields, string field) =>
        source.Constants.TryGetValue(field, out var constant) ? [constant] : fields[source.FieldOf(field)];

    private bool Holds(EventCondition condition, FlatEvent fields) => condition switch
    {
        EventCondition.All all => all.Parts.All(c => Holds(c, fields)),
        EventCondition.Any any => any.Ways.Any(c => Holds(c, fields)),
        EventCondition.Not not => !Holds(not.Inner, fields),
        _ => Holds(((EventCondition.Stored)condition).Field, fields),
    };

    private bool Holds(FieldCondition condition, FlatEvent fields) =>
        Values(fields, condition.Field) is { Count: > 0 } values && (condition.AnyOf.Count == 0 || values.Any(v => condition.AnyOf.Contains(v, StringComparer.Ordinal)));
}
