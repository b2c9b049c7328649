using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Addresses;
using BehaviorElasticSidecar.Entities.Aliases;

namespace BehaviorElasticSidecar.Anomalies;

/// <summary>The fields that name an entity in a result document: the one place where names enter documents, and so where pseudonyms will.</summary>
/// <remarks>ECS has a field for each kind; <c>behavior.entity.*</c> is the same for all, so that one dashboard column serves every kind.</remarks>
internal sealed record EntityDocumentFields
{
    public required EntityFields Entity { get; init; }

    /// <summary>Users and service accounts.</summary>
    public UserFields? User { get; init; }

    public HostFields? Host { get; init; }

    public AddressFields? Source { get; init; }

    public ServiceFields? Service { get; init; }

    public CloudFields? Cloud { get; init; }

    public RelatedFields? Related { get; init; }

    /// <summary>Null where no list names the entity.</summary>
    public ContextFields? Context { get; init; }

    /// <summary>ECS name of the field that names this kind.</summary>
    public required string NameField { get; init; }

    /// <summary>The name as it may be shown, in documents and sentences alike.</summary>
    public static string NameOf(EntityKey entity) => entity.Id;

    /// <summary>A spelling as it may be shown.</summary>
    public static string NameOf(AliasKey alias) => alias.Text;

    /// <param name="context">Null where no list names the entity.</param>
    public static EntityDocumentFields Of(EntityKey entity, EntityContext? context = null) => Of(entity, entity, context);

    /// <param name="canonical">Under which risk is kept; the entity itself, or whose spelling it is.</param>
    /// <param name="context">Null where no list names the entity.</param>
    public static EntityDocumentFields Of(EntityKey entity, EntityKey canonical, EntityContext? context)
    {
        var name = NameOf(entity);
        var fields = new EntityDocumentFields
        {
            Entity = new EntityFields(entity.Kind.Name(), name, NameOf(canonical)), NameField = FieldOf(entity.Kind), Context = context is null ? null : Of(context),
        };
        return entity.Kind switch
        {
            EntityKind.User or EntityKind.ServiceAccount =>
                fields with { User = new UserFields(name) { FullName = context?.FullName }, Related = new RelatedFields([name], null, null) },
            EntityKind.Host => fields with { Host = new HostFields(name), Related = new RelatedFields(null, [name], null) },
            EntityKind.Address => fields with { Source = new AddressFields(name), Related = new RelatedFields(null, null, [name]) },
            EntityKind.CloudAccount => fields with { Cloud = new CloudFields(new CloudAccountFields(name)) },
            _ => fields with { Service = new ServiceFields(name) },
        };
    }

    private static ContextFields Of(EntityContext context) => new()
    {
        Role = context.Role,
        Department = context.Department,
        Title = context.Title,
        Manager = context.Manager,
        Owner = context.Owner,
        Type = context.Type,
        Criticality = context.Criticality?.ToString().ToLowerInvariant(),
        Privileged = context.Privileged,
    };

    /// <summary>Who was probably behind an address; null for nobody.</summary>
    public static BehindFields? Behind(IReadOnlyList<Attribution> behind)
    {
        var (host, user) = (Of(EntityKind.Host), Of(EntityKind.User));
        return host is null && user is null ? null : new BehindFields(host, user);

        BehindEntityFields? Of(EntityKind kind) => behind.Where(a => a.Holder.Kind == kind)
            .Select(a => new BehindEntityFields(NameOf(a.Holder), Math.Round(a.Confidence, 2), a.Seen)).FirstOrDefault();
    }

    private static string FieldOf(EntityKind kind) => kind switch
    {
        EntityKind.User or EntityKind.ServiceAccount => "user.name",
        EntityKind.Host => "host.name",
        EntityKind.Address => "source.ip",
        EntityKind.CloudAccount => "cloud.account.id",
        _ => "service.name",
    };
}
