using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Accounts;
using BehaviorElasticSidecar.Entities.Aliases;

namespace BehaviorElasticSidecar.Anomalies;

/// <summary>From what is known of an entity to the document that is written.</summary>
internal static class EntityDocuments
{
    public const string Dataset = "behavior.entities";

    private const int MostAliases = 200, MostLinks = 100, MostConflicts = 20;

    public static EntityDocument From(EntityRecord record, DocumentStamp stamp)
    {
        var names = EntityDocumentFields.Of(record.Entity);
        var behaviour = record.Behaviour;
        var life = behaviour.Days > 0;
        return new EntityDocument
        {
            Timestamp = record.At,
            Event = new EventFields
            {
                Kind = "state", Dataset = Dataset, Id = AnomalyId.OfEntity(record.Entity), End = record.At, Created = stamp.Created, Ingested = stamp.Ingested,
            },
            Message = Message(record),
            User = names.User is null ? null : new UserNameFields(names.User.Name!),
            Host = names.Host is null ? null : new HostNameFields(names.Host.Name!),
            Related = names.Related,
            Behavior = new EntityBehavior
            {
                Entity = names.Entity,
                Account = new AccountFields(
                    record.Kind.Name(), record.KindBasis, life ? behaviour.Days : null, life ? Math.Round(behaviour.HoursADay, 1) : null, life ? behaviour.InteractiveDays : null),
                Aliases = [.. record.Aliases.Take(MostAliases).Select(EntityDocumentFields.NameOf)],
                AliasCount = record.Aliases.Count,
                Links = record.Links.Count == 0 ? null : [.. record.Links.Take(MostLinks).Select(Link)],
                Conflicts = record.Conflicts.Count == 0 ? null : [.. record.Conflicts.Take(MostConflicts).Select(Conflict)],
                ConflictCount = record.Conflicts.Count,
                Addresses = record.Claims.Count == 0 ? null : [.. record.Claims.Select(c => new AddressFieldsOfEntity(c.Address, c.Claim.From, c.Claim.To, c.Claim.Events))],
                FirstSeen = Day(record.FirstDay),
                LastSeen = Day(record.LastDay),
            },
        };
    }

    private static AliasLinkFields Link(AliasLink link) => new(
        EntityDocumentFields.NameOf(link.One), EntityDocumentFields.NameOf(link.Other), link.One.IsStrong || link.Other.IsStrong ? "strong" : "weak", link.Origin,
        Day(link.Support?.First), Day(link.Support?.Last), link.Support?.Days, link.Support?.Events);

    private static AliasConflictFields Conflict(AliasConflict conflict) => new(
        EntityDocumentFields.NameOf(conflict.Key), [.. conflict.Claimants.Select(EntityDocumentFields.NameOf)], conflict.Why);

    private static DateTimeOffset? Day(int? dayNumber) =>
        dayNumber is { } day ? new DateTimeOffset(DateOnly.FromDayNumber(day).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;

    private static string Message(EntityRecord record)
    {
        var kind = record.Kind switch { AccountKind.BuiltIn => "built-in account", AccountKind.Person => "person", AccountKind.Machine => "machine", var other => $"{other.Name()} account" };
        var spelled = record.Aliases.Count == 1 ? "one spelling" : $"{PlainText.Number(record.Aliases.Count)} spellings";
        var open = record.Conflicts.Count switch { 0 => "", 1 => ", one conflict", var count => $", {PlainText.Number(count)} conflicts" };
        return $"{PlainText.Clean(EntityDocumentFields.NameOf(record.Entity))} is a {kind} with {spelled}{open}";
    }
}
