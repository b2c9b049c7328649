using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Json;

namespace BehaviorElasticSidecar.Worker.Logging;

/// <summary>One JSON object a line. Serilog escapes ASCII controls; what else could move a cursor or break a line becomes an escape as well.</summary>
internal sealed class JsonLogFormatter : ITextFormatter
{
    private readonly JsonFormatter _inner = new(closingDelimiter: "", renderMessage: true);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter();
        _inner.Format(logEvent, line);
        output.Write(SafeText.Neutralised(line.ToString()));
        output.Write('\n');
    }
}
