using System.Text.Json;
using BehaviorElasticSidecar.Features.Cluster;

namespace BehaviorElasticSidecar.Tests.Features.Cluster;

public class GeoPointTextTests
{
    [Theory]
    [InlineData("""{"lat": 52.5, "lon": 13.4}""")]
    [InlineData("""{"lat": "52.5", "lon": "13.4"}""")]
    [InlineData("""{"type": "Point", "coordinates": [13.4, 52.5]}""")]
    [InlineData("[13.4, 52.5]")]
    [InlineData("\"52.5, 13.4\"")]
    [InlineData("\"POINT (13.4 52.5)\"")]
    public void Every_spelling_of_a_place_is_the_same_text(string json)
    {
        using var document = JsonDocument.Parse(json);

        GeoPointText.Of(document.RootElement).ShouldBe("52.5,13.4");
    }

    [Theory]
    [InlineData("\"Berlin\"")]
    [InlineData("[13.4]")]
    [InlineData("\"91,0\"")]
    [InlineData("""{"lat": 1}""")]
    [InlineData("true")]
    public void What_is_no_place_has_no_text(string json)
    {
        using var document = JsonDocument.Parse(json);

        GeoPointText.Of(document.RootElement).ShouldBeNull();
    }
}
