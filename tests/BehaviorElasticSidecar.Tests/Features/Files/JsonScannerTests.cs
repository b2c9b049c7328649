using System.Text;
using System.Text.Json;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Features.Files;

public sealed class JsonScannerTests
{
    private const string Event =
        """ {"@timestamp":"2026-01-05T10:15:00Z","a":{"b":[1,-2.5e+3,0,true,false,null,{}],"c\u00e9\n":"x\\y\"z"},"d":[],"e":{"f":[[{"g":"ü"}]]},"h":1E-2} """;

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("01")]
    [InlineData("-")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("-0.0e-0")]
    [InlineData("truex")]
    [InlineData("tru")]
    [InlineData("nul")]
    [InlineData("[1,]")]
    [InlineData("[,1]")]
    [InlineData("[1 2]")]
    [InlineData("[1]]")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a\":}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{a:1}")]
    [InlineData("{'a':1}")]
    [InlineData("\"\\u12g4\"")]
    [InlineData("\"\\x\"")]
    [InlineData("\"tab\there\"")]
    [InlineData("\"open")]
    [InlineData("\"open\\")]
    [InlineData("\"\\u12")]
    [InlineData("// no")]
    [InlineData("[1]\0")]
    [InlineData("\uFEFF1")]
    [InlineData(Event)]
    public void It_takes_what_the_runtimes_reader_takes(string text) => Accepts(Encoding.UTF8.GetBytes(text)).ShouldBe(RuntimeAccepts(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Depth_ends_where_the_runtimes_does(int depth, bool accepted)
    {
        foreach (var (open, close) in new[] { ("[", "]"), ("{\"user\":", "}"), ("[{\"a\":", "}]") })
        {
            var pairs = depth / open.Count(c => c is '[' or '{');
            var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(open, pairs)) + "1" + string.Concat(Enumerable.Repeat(close, pairs)));
            Accepts(text).ShouldBe(RuntimeAccepts(text));
        }

        var nested = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth)));
        Accepts(nested).ShouldBe(accepted);
        var inEvent = "{\"user\":{\"name\":" + string.Concat(Enumerable.Repeat("[", depth - 2)) + string.Concat(Enumerable.Repeat("]", depth - 2)) + "}}";
        new EventParser(FilePlan.Of([Q.Users()])).Parse(Encoding.UTF8.GetBytes(inEvent)).ShouldBe(accepted ? null : DropReason.BrokenJson);
    }

    [Fact]
    public void Damaged_texts_are_taken_or_refused_as_the_runtimes_reader_does()
    {
        var pieces = Encoding.UTF8.GetBytes("{}[]\",:\\ \n\t0123456789eE+-.truefalsn\u0001/u");
        var parser = new EventParser(FilePlan.Of([Q.Users(), Q.Users() with { Id = "z", GroupField = "e.f.g" }]));
        var property = Prop.ForAll(Gen.Choose(0, 10_000_000).ToArbitrary(), seed =>
        {
            var text = Encoding.UTF8.GetBytes(Event).ToList();
            for (var i = 0; i <= seed % 3; i++)
            {
                var draw = StableHash.Of($"{seed}/{i}");
                var (at, piece) = ((int)(draw / 64 % (ulong)text.Count), pieces[(int)(draw / 4096 / 64 % (ulong)pieces.Length)]);
                if (draw % 3 == 0)
                    text[at] = piece;
                else if (draw % 3 == 1)
                    text.Insert(at, piece);
                else
                    text.RemoveAt(at);
            }

            var bytes = text.ToArray();
            var expected = RuntimeAccepts(bytes);
            Accepts(bytes).ShouldBe(expected, Encoding.UTF8.GetString(bytes));
            (parser.Parse(bytes) is null or DropReason.NotAnObject).ShouldBe(expected, Encoding.UTF8.GetString(bytes));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(2026, 1), property);
    }

    private static bool Accepts(byte[] text)
    {
        var scanner = new JsonScanner(text);
        return scanner.SkipValue(0) && scanner.IsAtEnd();
    }

    private static bool RuntimeAccepts(byte[] text)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
