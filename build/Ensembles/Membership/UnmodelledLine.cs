namespace Ensembles.Membership;

/// <summary>
/// What is found at a server that the model does not know, so that nothing can be proved: a line of its configuration
/// that decides who is a quorum, an address or a folder that is not the one that a restart would lead to.
/// </summary>
/// <param name="What">What it is and where it stands: <c>zoo.cfg has oraclePath=/run/oracle</c>.</param>
/// <param name="Why">Why nothing can be proved with it, and what to do.</param>
public sealed record UnmodelledLine(string What, string Why)
{
    public override string ToString() => $"{What}. {Why}.";
}
