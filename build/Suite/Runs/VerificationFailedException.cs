using Cake.Core;
using Ensembles.Verifying;

namespace Suite.Runs;

/// <summary>The ensemble is not what it should be, or a write is missing.</summary>
public sealed class VerificationFailedException(VerificationReport report)
    : CakeException(ExitCodes.Failed, "Verification failed: " + string.Join(
        "; ", report.Failures.Select(check => check.Name)));
