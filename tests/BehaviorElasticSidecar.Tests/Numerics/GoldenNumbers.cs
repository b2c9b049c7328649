using System.Globalization;
using System.Text.Json;

namespace BehaviorElasticSidecar.Tests.Numerics;

/// <summary>Numbers of independent programs from <c>tests/data/numerics.json</c>.</summary>
internal static class GoldenNumbers
{
    private static readonly Lazy<JsonElement> Loaded = new(() => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root(), "tests", "data", "numerics.json"))).RootElement);

    public static JsonElement Of(params string[] path) => path.Aggregate(Loaded.Value, (element, name) => element.GetProperty(name));

    public static double Number(JsonElement element) => element.ValueKind == JsonValueKind.Number
        ? element.GetDouble() : double.Parse(element.GetString()!, CultureInfo.InvariantCulture);

    public static double Number(this JsonElement element, string name) => Number(element.GetProperty(name));

    /// <summary>Absolute below 1, relative above.</summary>
    public static void ShouldBeNear(this double actual, double expected, double tolerance, string what)
    {
        if (double.IsInfinity(expected))
            actual.ShouldBe(expected, what);
        else
            (Math.Abs(actual - expected) / Math.Max(1, Math.Abs(expected))).ShouldBeLessThan(tolerance, $"{what}: {actual:R} instead of {expected:R}");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BehaviorElasticSidecar.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("not inside the repository");
    }
}
