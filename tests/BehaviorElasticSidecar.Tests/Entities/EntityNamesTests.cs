using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Tests.Entities;

public sealed class EntityNamesTests
{
    [Theory]
    [InlineData(EntityKind.User, @"CORP\Ana", "ana")]
    [InlineData(EntityKind.User, "PC1$", null)]
    [InlineData(EntityKind.Host, "PC1$", "pc1")]
    [InlineData(EntityKind.Address, "[2001:db8::1]:22", "2001:db8::1")]
    [InlineData(EntityKind.CloudAccount, " 123456789012 ", "123456789012")]
    [InlineData(EntityKind.Application, "Consent-App", "Consent-App")]
    [InlineData(EntityKind.ServiceAccount, "N/A", null)]
    public void Each_kind_has_its_own_key(EntityKind kind, string raw, string? key)
    {
        EntityNames.Normalise(kind, raw).ShouldBe(key);
    }
}
