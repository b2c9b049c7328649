namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>One who can log on, a person or a service, under the ids that each source has for it.</summary>
internal sealed record Account(int Index, string Login, string FullName, string Sid, string OktaId, string ObjectId, string AwsId, string Department);

/// <summary>A computer with a name that Windows writes in capitals.</summary>
internal sealed record Computer(string Name, uint Address, bool Linux)
{
    public string UpperName { get; } = Name.ToUpperInvariant();
}
