namespace BehaviorElasticSidecar.Features.Files;

/// <summary>A row of a bucket as it goes to disk: what it had come to, or what was added since it went there before.</summary>
/// <remarks>
/// Counts, least, largest and sets of both may be joined; compensated sums may not, as their last digit depends on each step. So the first part of a
/// row has the sum, later ones have the terms, in order, and joining takes the steps that were not taken.
/// </remarks>
internal sealed class RowPart(QueryPlan plan) : ISpillPart<RowPart>
{
    private readonly HashSet<string>?[] _unions = new HashSet<string>?[plan.Sets];

    public string Entity { get; set; } = "";

    public string? Group { get; set; }

    /// <summary>One per column; 0 for distinct counts.</summary>
    public double[] Numbers { get; } = new double[plan.Columns.Length];

    public double[] Compensations { get; } = new double[plan.Sums];

    /// <summary>Per sum, terms that come after what <see cref="Numbers"/> holds.</summary>
    public List<double>[] Terms { get; } = [.. Enumerable.Range(0, plan.Sums).Select(_ => new List<double>())];

    /// <summary>Per distinct count, its values, each once.</summary>
    public List<string>[] Values { get; } = [.. Enumerable.Range(0, plan.Sets).Select(_ => new List<string>())];

    public int CompareTo(RowPart? other)
    {
        var order = string.CompareOrdinal(Entity, other!.Entity);
        return order != 0 ? order : string.CompareOrdinal(Group, other.Group);
    }

    public void Clear(string entity, string? group)
    {
        (Entity, Group) = (entity, group);
        foreach (var terms in Terms)
            terms.Clear();
        foreach (var values in Values)
            values.Clear();
    }

    public void Add(RowPart later, QueryPlan plan)
    {
        for (var i = 0; i < Numbers.Length; i++)
        {
            var (column, value) = (plan.Columns[i], later.Numbers[i]);
            switch (column.Metric)
            {
                case Metric.Sum:
                    TakeSteps(i, column.Extra, Terms[column.Extra]);
                    Terms[column.Extra].Clear();
                    TakeSteps(i, column.Extra, later.Terms[column.Extra]);
                    break;
                case Metric.Distinct:
                    Unite(column.Extra, later.Values[column.Extra]);
                    break;
                case Metric.Count:
                    Numbers[i] += value;
                    break;
                case Metric.Min when !double.IsNaN(value) && !(Numbers[i] <= value):
                case Metric.Max when !double.IsNaN(value) && !(Numbers[i] >= value):
                    Numbers[i] = value;
                    break;
            }
        }
    }

    /// <summary>What the row says in the end.</summary>
    public Observation ToObservation(QueryPlan plan)
    {
        var numbers = new double[Numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            var column = plan.Columns[i];
            if (column.Metric == Metric.Sum)
                TakeSteps(i, column.Extra, Terms[column.Extra]);
            numbers[i] = column.Metric switch
            {
                Metric.Sum => Numbers[i] + Compensations[column.Extra],
                Metric.Distinct => Values[column.Extra].Count,
                _ => Numbers[i],
            };
        }

        return new Observation(Entity, Group, numbers);
    }

    /// <summary>The same for a bucket that takes over this one's rows: its sums are terms there, as they are when that happens in memory.</summary>
    public RowPart ToTerms(QueryPlan plan)
    {
        for (var i = 0; i < Numbers.Length; i++)
        {
            var column = plan.Columns[i];
            if (column.Metric != Metric.Sum)
                continue;
            TakeSteps(i, column.Extra, Terms[column.Extra]);
            Terms[column.Extra].Clear();
            Terms[column.Extra].AddRange([Numbers[i], Compensations[column.Extra]]);
            Numbers[i] = Compensations[column.Extra] = 0;
        }

        return this;
    }

    public void Write(SpillWriter to, QueryPlan plan)
    {
        to.Write(Entity);
        to.Write(Group);
        foreach (var number in Numbers)
            to.Write(number);
        foreach (var compensation in Compensations)
            to.Write(compensation);
        foreach (var terms in Terms)
        {
            to.Write(terms.Count);
            foreach (var term in terms)
                to.Write(term);
        }

        foreach (var values in Values)
        {
            to.Write(values.Count);
            foreach (var value in values)
                to.Write(value);
        }
    }

    public static RowPart Read(SpillReader from, QueryPlan plan)
    {
        var part = new RowPart(plan) { Entity = from.ReadText()!, Group = from.ReadText() };
        for (var i = 0; i < part.Numbers.Length; i++)
            part.Numbers[i] = from.ReadDouble();
        for (var i = 0; i < part.Compensations.Length; i++)
            part.Compensations[i] = from.ReadDouble();
        foreach (var terms in part.Terms)
        {
            for (var left = from.ReadInt32(); left > 0; left--)
                terms.Add(from.ReadDouble());
        }

        foreach (var values in part.Values)
        {
            for (var left = from.ReadInt32(); left > 0; left--)
                values.Add(from.ReadText()!);
        }

        return part;
    }

    private void TakeSteps(int column, int sum, List<double> terms)
    {
        foreach (var term in terms)
            CompensatedSum.Add(ref Numbers[column], ref Compensations[sum], term);
    }

    private void Unite(int set, List<string> later)
    {
        var known = _unions[set] ??= new HashSet<string>(Values[set], StringComparer.Ordinal);
        foreach (var value in later)
        {
            if (known.Add(value))
                Values[set].Add(value);
        }
    }
}
