using System.Text;
using System.Text.Json;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>A condition of the query DSL that knows when it is always or never true, so that what constants decide is never sent.</summary>
internal abstract record QueryClause
{
    public static QueryClause Always { get; } = new AlwaysClause();

    public static QueryClause Never { get; } = new NeverClause();

    /// <summary>Every one holds.</summary>
    public static QueryClause All(params IEnumerable<QueryClause> clauses)
    {
        var kept = new List<QueryClause>();
        foreach (var clause in clauses)
        {
            if (clause is NeverClause)
                return Never;
            if (clause is AllClause all)
                kept.AddRange(all.Clauses);
            else if (clause is not AlwaysClause)
                kept.Add(clause);
        }

        return kept.Count switch { 0 => Always, 1 => kept[0], _ => new AllClause(kept) };
    }

    /// <summary>At least one holds.</summary>
    public static QueryClause Any(params IEnumerable<QueryClause> clauses)
    {
        var kept = new List<QueryClause>();
        foreach (var clause in clauses)
        {
            if (clause is AlwaysClause)
                return Always;
            if (clause is AnyClause any)
                kept.AddRange(any.Clauses);
            else if (clause is not NeverClause)
                kept.Add(clause);
        }

        return kept.Count switch { 0 => Never, 1 => kept[0], _ => new AnyClause(kept) };
    }

    public static QueryClause Not(QueryClause clause) => clause switch
    {
        AlwaysClause => Never,
        NeverClause => Always,
        NotClause not => not.Clause,
        _ => new NotClause(clause),
    };

    /// <summary>The field holds one of the values.</summary>
    public static QueryClause Terms(string field, IReadOnlyList<string> values) => values.Count == 0 ? Never : new TermsClause(field, values);

    public static QueryClause Exists(string field) => new ExistsClause(field);

    /// <summary>A time at or after <paramref name="from"/> and before <paramref name="to"/>, either of which may be open.</summary>
    public static QueryClause Within(string field, DateTimeOffset? from, DateTimeOffset? to) => new WithinClause(field, from, to);

    public abstract void Write(Utf8JsonWriter to);

    /// <summary>The clause as JSON: two clauses with the same text ask the same.</summary>
    public string Text => Encoding.UTF8.GetString(QueryJson.Bytes(Write).Span);

    private static void WriteList(Utf8JsonWriter to, string occurrence, IEnumerable<QueryClause> clauses)
    {
        to.WriteStartArray(occurrence);
        foreach (var clause in clauses)
            clause.Write(to);
        to.WriteEndArray();
    }

    private sealed record AlwaysClause : QueryClause
    {
        public override void Write(Utf8JsonWriter to)
        {
            to.WriteStartObject();
            to.WriteStartObject("match_all");
            to.WriteEndObject();
            to.WriteEndObject();
        }
    }

    private sealed record NeverClause : QueryClause
    {
        public override void Write(Utf8JsonWriter to)
        {
            to.WriteStartObject();
            to.WriteStartObject("match_none");
            to.WriteEndObject();
            to.WriteEndObject();
        }
    }

    private sealed record AllClause(IReadOnlyList<QueryClause> Clauses) : QueryClause
    {
        public override void Write(Utf8JsonWriter to)
        {
            to.WriteStartObject();
            to.WriteStartObject("bool");
            if (Clauses.Any(c => c is not NotClause))
                WriteList(to, "filter", Clauses.Where(c => c is not NotClause));
            if (Clauses.Any(c => c is NotClause))
                WriteList(to, "must_not", Clauses.OfType<NotClause>().Select(n => n.Clause));
            to.WriteEndObject();
            to.WriteEndObject();
        }
    }

    private sealed record AnyClause(IReadOnlyList<QueryClause> Clauses) : QueryClause
    {
        public override void Write(Utf8JsonWriter to)
        {
            to.WriteStartObject();
            to.WriteStartObject("bool");
            WriteList(to, "should", Clauses);
            to.WriteNumber("minimum_should_match", 1);
            to.WriteEndObject();
            to.WriteEndObject();
        }
    }

    private sealed record NotClause(QueryClause Clause) : QueryClause
    {
        public override void Write(Utf8JsonWriter to)
        {
            to.WriteStartObject();
            to.WriteStartObject("bool");
            WriteList(to, "must_not", [Clause]);
            to.WriteEndObject();
            to.WriteEndObject();
        }
    }

    private sealed record TermsClause(string Field, IReadOnlyList<string> Values) : QueryClause
    {
        public override void Write(Utf8JsonWriter to)
        {
            to.WriteStartObject();
            to.WriteStartObject("terms");
            to.WriteStartArray(Field);
            foreach (var value in Values)
                to.WriteStringValue(value);
            to.WriteEndArray();
            to.WriteEndObject();
            to.WriteEndObject();
        }
    }

    private sealed record ExistsClause(string Field) : QueryClause
    {
        public override void Write(Utf8JsonWriter to)
        {
            to.WriteStartObject();
            to.WriteStartObject("exists");
            to.WriteString("field", Field);
            to.WriteEndObject();
            to.WriteEndObject();
        }
    }

    private sealed record WithinClause(string Field, DateTimeOffset? From, DateTimeOffset? To) : QueryClause
    {
        public override void Write(Utf8JsonWriter to)
        {
            to.WriteStartObject();
            to.WriteStartObject("range");
            to.WriteStartObject(Field);
            if (From is { } from)
                to.WriteNumber("gte", from.ToUnixTimeMilliseconds());
            if (To is { } until)
                to.WriteNumber("lt", until.ToUnixTimeMilliseconds());
            to.WriteString("format", "epoch_millis");
            to.WriteEndObject();
            to.WriteEndObject();
            to.WriteEndObject();
        }
    }
}
