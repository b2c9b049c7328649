namespace BehaviorElasticSidecar.Detectors;

/// <summary>What stands between braces in a sentence: names of <see cref="Detector.SentenceFields"/>, and the blocks if, unless and each.</summary>
/// <remarks>
/// Stricter than Handlebars on purpose: no partials, no other helpers, no paths into objects, so that a site's detector file can print what an
/// anomaly carries and nothing else.
/// </remarks>
public static class SentenceGrammar
{
    public static IReadOnlyList<string> Blocks { get; } = ["if", "unless", "each"];

    /// <summary>Only inside of <c>#each</c>.</summary>
    public static IReadOnlyList<string> InsideEach { get; } = ["this", "@first", "@last"];

    /// <summary>Names whose value is a list.</summary>
    public static IReadOnlyList<string> Lists { get; } = ["typical.values"];

    /// <summary>All faults of a sentence, in its order; empty: it can be compiled.</summary>
    public static IReadOnlyList<SentenceFault> Faults(string sentence)
    {
        var faults = new List<SentenceFault>();
        var open = new Stack<string>();
        var at = 0;
        while ((at = sentence.IndexOf("{{", at, StringComparison.Ordinal)) >= 0)
        {
            var end = sentence.IndexOf("}}", at + 2, StringComparison.Ordinal);
            if (end < 0)
            {
                faults.Add(new SentenceFault(sentence[at..], "'{{' without '}}'", []));
                return faults;
            }

            var inner = sentence[(at + 2)..end];
            if (inner.StartsWith('{') || (at > 0 && sentence[at - 1] == '\\'))
                faults.Add(new SentenceFault(sentence[at..end] + "}}", "three braces and '\\{{' are not needed: nothing is escaped", ["{{name}}"]));
            else
                CheckTag(inner.Trim(), open, faults);
            at = end + 2;
        }

        foreach (var block in open)
            faults.Add(new SentenceFault($"{{{{#{block}}}}}", $"the block is not closed with {{{{/{block}}}}}", []));
        return faults;
    }

    private static void CheckTag(string tag, Stack<string> open, List<SentenceFault> faults)
    {
        if (tag == "else")
        {
            if (open.Count == 0)
                faults.Add(new SentenceFault("{{else}}", "'else' outside of a block", []));
        }
        else if (tag.StartsWith('/'))
            Close(tag[1..].Trim(), open, faults);
        else if (tag.StartsWith('#'))
            Open(tag[1..].Trim(), open, faults);
        else
            CheckName(tag, open, faults);
    }

    private static void Open(string block, Stack<string> open, List<SentenceFault> faults)
    {
        var space = block.IndexOf(' ', StringComparison.Ordinal);
        var word = space < 0 ? block : block[..space];
        var name = space < 0 ? "" : block[space..].Trim();
        if (!Blocks.Contains(word))
            faults.Add(new SentenceFault($"{{{{#{block}}}}}", $"the block '{word}' is not known", [.. Blocks.Select(b => "#" + b)]));
        else if (word == "each" && !Lists.Contains(name))
            faults.Add(new SentenceFault($"{{{{#{block}}}}}", $"'{name}' is not a list", Lists));
        else
            CheckName(name, open, faults);
        open.Push(word);
    }

    private static void Close(string word, Stack<string> open, List<SentenceFault> faults)
    {
        if (open.Count == 0 || open.Pop() != word)
            faults.Add(new SentenceFault($"{{{{/{word}}}}}", "the block that closes here is not the one that is open", []));
    }

    private static void CheckName(string name, Stack<string> open, List<SentenceFault> faults)
    {
        var inEach = open.Contains("each");
        if (!Detector.SentenceFields.Contains(name) && !(inEach && InsideEach.Contains(name)))
            faults.Add(new SentenceFault($"{{{{{name}}}}}", $"'{name}' is not a name that a sentence can use", Detector.SentenceFields));
    }
}

/// <summary>One fault of a sentence: the placeholder, what is wrong, and what may stand there.</summary>
public sealed record SentenceFault(string Placeholder, string Message, IReadOnlyList<string> Allowed);
