using Microsoft.Extensions.Options;

namespace BehaviorElasticSidecar.Engine;

[OptionsValidator]
internal sealed partial class EngineOptionsValidator : IValidateOptions<EngineOptions>;
