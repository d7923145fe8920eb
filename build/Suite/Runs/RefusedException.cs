using Cake.Core;

namespace Suite.Runs;

/// <summary>The plan was refused: carrying it out could lose data or is not possible.</summary>
public sealed class RefusedException(IReadOnlyCollection<string> reasons)
    : CakeException(ExitCodes.Refused, "Refused, nothing was changed:\n" + string.Join('\n', reasons.Select(reason => "  - " + reason)));
