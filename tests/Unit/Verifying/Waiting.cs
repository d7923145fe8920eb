using Ensembles.Verifying;

namespace Unit.Verifying;

internal static class Waiting
{
    /// <summary>Long enough to never matter.</summary>
    public static readonly Deadline Long = new(TimeSpan.FromSeconds(30), CancellationToken.None);
}
