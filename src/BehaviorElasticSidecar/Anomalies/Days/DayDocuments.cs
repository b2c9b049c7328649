using System.Globalization;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Anomalies.Days;

/// <summary>From the rarity of a day to the document that is written.</summary>
internal static class DayDocuments
{
    public const string Dataset = "behavior.day";

    private const int MostFamilies = 20, MostCouplings = 10, TitledFamilies = 3;

    /// <summary>Lowest log10 rarity of a coupling that is shown.</summary>
    private const double LeastCoupling = 1;

    public static DayDocument From(DayRarity day, DocumentStamp stamp)
    {
        var names = EntityDocumentFields.Of(day.Entity);
        return new DayDocument
        {
            Timestamp = day.Start,
            Event = new EventFields
            {
                Kind = "state", Dataset = Dataset, Id = AnomalyId.OfDay(day.Entity, day.LocalDay), Start = day.Start, End = day.End, Created = stamp.Created, Ingested = stamp.Ingested,
            },
            Message = Message(day, names.Entity),
            User = names.User,
            Host = names.Host,
            Source = names.Source,
            Service = names.Service,
            Cloud = names.Cloud,
            Related = Related(day),
            Behavior = new DayBehavior(names.Entity, Fields(day), stamp.Historical),
        };
    }

    /// <summary>Whom the day is about, with machines and addresses, so that a search for any of them finds it.</summary>
    private static RelatedFields Related(DayRarity day)
    {
        var all = day.Machines.Prepend(day.Entity).ToList();
        return new RelatedFields(Names(EntityKind.User, EntityKind.ServiceAccount), Names(EntityKind.Host), Names(EntityKind.Address));

        IReadOnlyList<string>? Names(params EntityKind[] kinds) => all.Where(e => kinds.Contains(e.Kind)).Select(EntityDocumentFields.NameOf).ToList() is { Count: > 0 } names ? names : null;
    }

    private static DayFields Fields(DayRarity day)
    {
        var couplings = Shown(day);
        return new DayFields(Date(day), Significant(day.Rarity), Math.Round(day.Sum, 3))
        {
            Families = [.. day.Families.Take(MostFamilies).Select(f => new DayFamilyFields(
                f.Family, f.Rarest.DetectorId, EntityDocumentFields.NameOf(f.Rarest.Entity), Significant(Math.Pow(10, f.Rarest.Log10Rarity)), Math.Round(f.Added, 3)))],
            Couplings = couplings.Count == 0 ? null
                : [.. couplings.Select(c => new DayCouplingFields(c.Id, c.Title, c.IsSlow, Significant(Math.Pow(10, c.Rarity)), [c.One, c.Other]))],
            Machines = day.Machines.Count == 0 ? null : [.. day.Machines.Select(EntityDocumentFields.NameOf)],
        };
    }

    private static List<CouplingRarity> Shown(DayRarity day) => [.. day.Couplings.Where(c => c.Rarity >= LeastCoupling).Take(MostCouplings)];

    private static string Message(DayRarity day, EntityFields entity)
    {
        var why = day.Families.Take(TitledFamilies).Select(f => f.Family)
            .Concat(Shown(day).Take(1).Select(c => c.IsSlow ? $"{Lower(c.Title)} for some days" : Lower(c.Title))).Select(t => PlainText.Clean(t)).ToList();
        var because = why.Count == 0 ? string.Empty : $" for {string.Join(", ", why)}";
        return $"{PlainText.Clean(entity.Id)} on {Date(day)}: one in {PlainText.Number(Math.Floor(day.Rarity))} entity-days{because}";
    }

    private static string Lower(string title) => title.Length == 0 ? title : char.ToLowerInvariant(title[0]) + title[1..];

    private static string Date(DayRarity day) => DateOnly.FromDayNumber(day.LocalDay).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Four digits.</summary>
    private static double Significant(double rarity) => double.Parse(rarity.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
