using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios;

/// <summary>An attack planted on one local day: it adds its acts to everybody's and says what it did.</summary>
internal interface IStory
{
    /// <summary>First local day, in days since the range's start.</summary>
    int Day { get; }

    /// <summary>How many local days it takes.</summary>
    int Days => 1;

    /// <summary>Adds what it does on one of its days. The label comes with the last of them.</summary>
    Label? Tell(Today today);

    /// <summary>Another receiver of the database's nightly copy on this day; null leaves it.</summary>
    Computer? CopyGoesTo(Today today) => null;
}
