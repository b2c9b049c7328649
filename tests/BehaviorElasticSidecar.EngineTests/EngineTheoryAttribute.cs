using System.Reflection;
using BehaviorElasticSidecar.Engine;
using Xunit.Sdk;

namespace BehaviorElasticSidecar.EngineTests;

/// <summary>A test on one stack, skipped with the reason where no such engine can be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineFactAttribute : FactAttribute
{
    public EngineFactAttribute(EngineStack stack)
    {
        if (EngineNode.Missing(stack) is { } reason)
            Skip = reason;
    }
}

/// <summary>A test on several stacks, named by <see cref="OnOpenSearchAttribute"/> and <see cref="OnElasticsearchAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineTheoryAttribute : TheoryAttribute;

/// <summary>Runs the test on OpenSearch, the stack first among its arguments; skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnOpenSearchAttribute : DataAttribute
{
    private readonly object[] _arguments;

    public OnOpenSearchAttribute(params object[] arguments)
    {
        _arguments = arguments;
        Skip = EngineNode.Missing(EngineStack.OpenSearch);
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[EngineStack.OpenSearch, .. _arguments]];
}

/// <summary>Runs the test on Elasticsearch, the stack first among its arguments; skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnElasticsearchAttribute : DataAttribute
{
    private readonly object[] _arguments;

    public OnElasticsearchAttribute(params object[] arguments)
    {
        _arguments = arguments;
        Skip = EngineNode.Missing(EngineStack.Elasticsearch);
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[EngineStack.Elasticsearch, .. _arguments]];
}
