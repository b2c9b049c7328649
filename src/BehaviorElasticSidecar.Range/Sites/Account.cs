using System.Globalization;

namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>One who can log on, a person or a service, under the ids that each source has for it.</summary>
internal sealed record Account(int Index, string Login, string FullName, string Sid, string OktaId, string ObjectId, string AwsId, string Department)
{
    /// <summary>As the proxy, the identity provider and SharePoint have it: <c>sarah.keller@lakeside.example</c>.</summary>
    public string Mail { get; } = $"{Login}@{Organisation.MailDomain}";

    /// <summary>As Exchange has it, the way somebody once typed it: <c>Sarah.Keller@Lakeside.Example</c>.</summary>
    public string Principal { get; } =
        $"{Capitalised(Login)}@{(Index % 3 == 2 ? Capitalised(Organisation.MailDomain) : Organisation.MailDomain)}";

    /// <summary>The name before the <c>@</c> of <see cref="Principal"/>.</summary>
    public string PrincipalName { get; } = Capitalised(Login);

    /// <summary><c>LAKESIDE\sarah.keller</c>, as SQL Server has it.</summary>
    public string DomainLogin { get; } = $@"{Organisation.Domain}\{Login}";

    /// <summary><c>sarah.keller@LAKESIDE.EXAMPLE</c>, as Kerberos has it.</summary>
    public string RealmLogin { get; } = $"{Login}@{Organisation.Realm}";

    /// <summary>As CloudTrail has it.</summary>
    public string Arn { get; } = $"arn:aws:iam::{Organisation.CloudAccount}:user/{Login}";

    /// <summary>Its place in the directory; the first part is the display name, not the login.</summary>
    public string DistinguishedName { get; } = $"CN={FullName},OU={Department},DC=lakeside,DC=example";

    private static string Capitalised(string name) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name);
}

/// <summary>A computer with a name that Windows writes in capitals.</summary>
internal sealed record Computer(string Name, uint Address, bool Linux)
{
    public string UpperName { get; } = Name.ToUpperInvariant();

    /// <summary><c>acc-lt-001.lakeside.example</c>, as DHCP and DNS have it.</summary>
    public string FullName { get; } = $"{Name}.{Organisation.MailDomain}";
}
