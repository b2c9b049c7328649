using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Tests.Engine;

public sealed class EngineClientDocumentsTests
{
    private const string Missing = """{"error":{"root_cause":[{"type":"index_not_found_exception","reason":"no such index [i]"}],"type":"index_not_found_exception"},"status":404}""";

    private static readonly byte[] Document = """{"x":1}"""u8.ToArray();

    [Fact]
    public async Task A_document_comes_with_what_replaces_it_conditionally()
    {
        var engine = new ScriptedEngine().Answer("""{"_index":"i","_id":"a/b","_version":3,"_seq_no":17,"_primary_term":2,"found":true,"_source":{"x":1}}""");
        using var client = engine.Client();

        var document = await client.GetAsync("i", "a/b", CancellationToken.None);

        document.ShouldNotBeNull();
        (document.SequenceNumber, document.PrimaryTerm, document.Version, document.Document.GetProperty("x").GetInt32()).ShouldBe((17, 2, 3, 1));
        engine.Requests[0].Uri.AbsolutePath.ShouldBe("/i/_doc/a%2Fb");
    }

    [Theory]
    [InlineData("""{"_index":"i","_id":"a","found":false}""")]
    [InlineData(Missing)]
    public async Task A_missing_document_or_index_is_null(string answer)
    {
        using var client = new ScriptedEngine().Answer(answer, 404).Client();

        (await client.GetAsync("i", "a", CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData("<html>404</html>", "text/html")]
    [InlineData("""{"message":"no route"}""", "application/json")]
    public async Task A_404_of_something_in_between_is_not_a_missing_document(string answer, string mediaType)
    {
        using var client = new ScriptedEngine().Answer(answer, 404, mediaType).Client();

        (await Should.ThrowAsync<EngineException>(() => client.GetAsync("i", "a", CancellationToken.None))).Kind.ShouldBe(EngineErrorKind.Protocol);
    }

    [Fact]
    public async Task Many_documents_come_in_the_order_of_their_ids_with_gaps()
    {
        using var client = new ScriptedEngine().Answer(
            """{"docs":[{"_id":"b","_version":1,"_seq_no":0,"_primary_term":1,"found":true,"_source":{}},{"_id":"a","found":false}]}""").Client();

        var documents = await client.GetManyAsync("i", ["b", "a"], CancellationToken.None);

        documents.Select(d => d?.Id).ShouldBe(["b", null]);
    }

    [Fact]
    public async Task Many_documents_of_a_missing_index_are_all_missing()
    {
        using var client = new ScriptedEngine().Answer(
            """{"docs":[{"_id":"a","error":{"type":"index_not_found_exception","reason":"no such index [i]"}}]}""").Client();

        (await client.GetManyAsync("i", ["a"], CancellationToken.None)).ShouldBe([null]);
    }

    [Fact]
    public async Task A_document_that_could_not_be_read_is_not_missing()
    {
        const string failed = """{"docs":[{"_id":"a","error":{"type":"no_shard_available_action_exception","reason":"down"}}]}""";
        var engine = new ScriptedEngine().Answer(failed).Answer(failed);
        using var client = engine.Client(ScriptedEngine.Options(maxTries: 2));

        var trouble = await Should.ThrowAsync<EngineException>(() => client.GetManyAsync("i", ["a"], CancellationToken.None));

        trouble.Kind.ShouldBe(EngineErrorKind.PartialAnswer);
        trouble.Excerpt.ShouldContain("no_shard_available_action_exception: down");
    }

    [Fact]
    public async Task A_conditional_write_names_its_condition_and_gives_the_new_numbers()
    {
        var engine = new ScriptedEngine().Answer("""{"_id":"a","_version":4,"_seq_no":18,"_primary_term":2,"result":"updated"}""");
        using var client = engine.Client();

        var written = await client.PutAsync("i", "a", Document, new WriteCondition(IfSequenceNumber: 17, IfPrimaryTerm: 2), CancellationToken.None);

        (written!.SequenceNumber, written.Version, written.Document.GetRawText()).ShouldBe((18, 4, """{"x":1}"""));
        (engine.Requests[0].Method, engine.Requests[0].Uri.PathAndQuery).ShouldBe(("PUT", "/i/_doc/a?if_seq_no=17&if_primary_term=2"));
    }

    [Fact]
    public async Task A_conflict_is_null()
    {
        var engine = new ScriptedEngine().Error(409, "version_conflict_engine_exception");
        using var client = engine.Client();

        (await client.PutAsync("i", "a", Document, new WriteCondition(Create: true), CancellationToken.None)).ShouldBeNull();
        engine.Requests[0].Path.ShouldBe("/i/_create/a");
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_can_meet_itself()
    {
        var engine = new ScriptedEngine().Lose().Error(409, "version_conflict_engine_exception");
        using var client = engine.Client();

        (await client.PutAsync("i", "a", Document, new WriteCondition(Create: true), CancellationToken.None)).ShouldBeNull();
        engine.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_write_that_was_lost_on_every_try_says_that_it_may_be_there()
    {
        var engine = new ScriptedEngine().Lose().Refuse();
        using var client = engine.Client(ScriptedEngine.Options(maxTries: 2));

        var trouble = await Should.ThrowAsync<EngineException>(
            () => client.PutAsync("i", "a", Document, new WriteCondition(), CancellationToken.None));

        trouble.MaybeApplied.ShouldBeTrue();
    }
}
