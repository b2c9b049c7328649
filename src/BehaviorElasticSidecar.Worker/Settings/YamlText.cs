using System.Globalization;
using System.Text;

namespace BehaviorElasticSidecar.Worker.Settings;

/// <summary>Texts as double-quoted YAML scalars, which hold anything; variables in them are not expanded again.</summary>
internal static class YamlText
{
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text.Replace("${", "$${", StringComparison.Ordinal))
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (char.IsControl(c))
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
