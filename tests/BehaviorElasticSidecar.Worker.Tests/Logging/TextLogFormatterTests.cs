using BehaviorElasticSidecar.Worker.Logging;
using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Worker.Tests.Logging;

public sealed class TextLogFormatterTests
{
    [Theory]
    [InlineData(LogFormat.Text)]
    [InlineData(LogFormat.Json)]
    internal void A_value_cannot_start_a_line_of_its_own(LogFormat format)
    {
        var lines = Logged(format, logger => LogUser(logger, "ana\n2026-03-01T00:00:00.000Z INF forged: all is well\r\u001b[2J\u2028\u202e", null));

        lines.ShouldHaveSingleItem();
        lines[0].ShouldNotContain('\u001b');
    }

    [Fact]
    public void A_text_line_holds_time_level_source_and_message()
    {
        var line = Logged(LogFormat.Text, logger => LogUser(logger, "ana\tb", null)).ShouldHaveSingleItem();

        line[..19].ShouldMatch("^[0-9-]{10}T[0-9:]{8}$");
        line[23..].ShouldBe("Z WRN Worker.Test: User ana\\u0009b");
    }

    [Fact]
    public void Lines_of_an_exception_are_marked()
    {
        var lines = Logged(LogFormat.Text, logger => LogUser(logger, "ana", new InvalidOperationException("first\nsecond")));

        lines.Length.ShouldBeGreaterThan(2);
        lines.Skip(1).ShouldAllBe(l => l.StartsWith("  | ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_level_of_the_settings_holds()
    {
        using var to = new StringWriter();
        using (var loggers = LogOutput.Create(new LoggingOptions { Level = LogDetail.Error }, to))
            LogUser(loggers.CreateLogger("BehaviorElasticSidecar.Worker.Test"), "ana", null);

        to.ToString().ShouldBe("");
    }

    [Fact]
    public void A_file_gets_the_same_lines()
    {
        var folder = Directory.CreateTempSubdirectory("sidecar-log-");
        using var to = new StringWriter();
        using (var loggers = LogOutput.Create(new LoggingOptions { File = Path.Combine(folder.FullName, "worker.log") }, to))
            LogUser(loggers.CreateLogger("BehaviorElasticSidecar.Worker.Test"), "ana", null);

        var file = folder.GetFiles().ShouldHaveSingleItem();
        File.ReadAllText(file.FullName).ShouldBe(to.ToString());
        folder.Delete(recursive: true);
    }

    private static string[] Logged(LogFormat format, Action<ILogger> log)
    {
        using var to = new StringWriter();
        using (var loggers = LogOutput.Create(new LoggingOptions { Format = format }, to))
            log(loggers.CreateLogger("BehaviorElasticSidecar.Worker.Test"));
        return to.ToString().Split(['\n', '\u2028', '\r'], StringSplitOptions.RemoveEmptyEntries);
    }

    private static readonly Action<ILogger, string, Exception?> LogUser =
        LoggerMessage.Define<string>(LogLevel.Warning, new EventId(1), "User {User}");
}
