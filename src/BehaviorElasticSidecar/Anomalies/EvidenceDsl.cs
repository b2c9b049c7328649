using System.Text;
using System.Text.Json;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Anomalies;

/// <summary>Clauses and a time range as query DSL that both engines take: <c>bool</c>, <c>term</c>, <c>terms</c>, <c>exists</c>, <c>range</c>.</summary>
internal static class EvidenceDsl
{
    public static string Of(IReadOnlyList<EvidenceClause> clauses, string timeField, TimeBucket range)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("bool");
            json.WriteStartArray("filter");
            Range(json, timeField, range);
            foreach (var clause in clauses.Where(c => !c.Negated))
                Any(json, clause);
            json.WriteEndArray();
            if (clauses.Any(c => c.Negated))
            {
                json.WriteStartArray("must_not");
                foreach (var clause in clauses.Where(c => c.Negated))
                    Any(json, clause);
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Range(Utf8JsonWriter json, string timeField, TimeBucket range)
    {
        json.WriteStartObject();
        json.WriteStartObject("range");
        json.WriteStartObject(timeField);
        json.WriteString("gte", range.From.UtcDateTime);
        json.WriteString("lt", range.To.UtcDateTime);
        json.WriteString("format", "strict_date_optional_time");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Any(Utf8JsonWriter json, EvidenceClause clause)
    {
        if (clause.Fields.Count == 1 && !(clause.AnyCase && clause.Values.Count > 1))
        {
            One(json, clause, clause.Fields[0], clause.Values);
            return;
        }

        json.WriteStartObject();
        json.WriteStartObject("bool");
        json.WriteStartArray("should");
        foreach (var field in clause.Fields)
        {
            if (!clause.AnyCase)
                One(json, clause, field, clause.Values);
            else
                foreach (var value in clause.Values)
                    One(json, clause, field, [value]);
        }

        json.WriteEndArray();
        json.WriteNumber("minimum_should_match", 1);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void One(Utf8JsonWriter json, EvidenceClause clause, string field, IReadOnlyList<string> values)
    {
        json.WriteStartObject();
        json.WriteStartObject(values.Count == 0 ? "exists" : clause.AnyCase ? "term" : "terms");
        if (values.Count == 0)
        {
            json.WriteString("field", field);
        }
        else if (clause.AnyCase)
        {
            json.WriteStartObject(field);
            json.WriteString("value", values[0]);
            json.WriteBoolean("case_insensitive", true);
            json.WriteEndObject();
        }
        else
        {
            json.WriteStartArray(field);
            foreach (var value in values)
                json.WriteStringValue(value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
