using System.Globalization;

namespace Ensembles.Findings;

/// <summary>A kind of finding. <c>docs/findings.md</c> is made of these; a number is never given to another kind.</summary>
/// <param name="Number">
/// 1000 to 7999, by family: inventories, hosts and states, drift, refusals, risks, verification, others.
/// </param>
/// <param name="Title">A few words.</param>
/// <param name="Cause">What it means and what it comes from, in whole sentences.</param>
/// <param name="Remedy">What to do in general, in whole sentences.</param>
public sealed record FindingCode(int Number, string Title, string Cause, string Remedy)
{
    /// <summary><c>ZK1203</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"ZK{Number}");
}
