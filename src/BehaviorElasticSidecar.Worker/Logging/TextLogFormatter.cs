using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Parsing;

namespace BehaviorElasticSidecar.Worker.Logging;

/// <summary>One line an event: UTC time, level, source, message. Lines of an exception are marked, so none can pass for an event of its own.</summary>
internal sealed class TextLogFormatter : ITextFormatter
{
    private const string Namespace = "BehaviorElasticSidecar.";

    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write(logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        output.Write(' ');
        output.Write(LevelOf(logEvent.Level));
        output.Write(' ');
        output.Write(SourceOf(logEvent));
        output.Write(": ");
        output.Write(SafeText.Neutralised(Message(logEvent)));
        output.Write('\n');
        if (logEvent.Exception is null)
            return;
        foreach (var line in logEvent.Exception.ToString().Split('\n'))
        {
            output.Write("  | ");
            output.Write(SafeText.Neutralised(line.TrimEnd('\r')));
            output.Write('\n');
        }
    }

    /// <summary>Serilog's own rendering puts texts into quotes.</summary>
    private static string Message(LogEvent logEvent)
    {
        using var message = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            if (token is PropertyToken property && logEvent.Properties.TryGetValue(property.PropertyName, out var value) && value is ScalarValue { Value: string text })
                message.Write(text);
            else
                token.Render(logEvent.Properties, message, CultureInfo.InvariantCulture);
        }

        return message.ToString();
    }

    private static string LevelOf(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "DBG",
        LogEventLevel.Information => "INF",
        LogEventLevel.Warning => "WRN",
        _ => "ERR",
    };

    private static string SourceOf(LogEvent logEvent)
    {
        var source = logEvent.Properties.TryGetValue("SourceContext", out var value) && value is ScalarValue { Value: string text } ? text : "";
        return source.StartsWith(Namespace, StringComparison.Ordinal) ? source[Namespace.Length..] : source;
    }
}
