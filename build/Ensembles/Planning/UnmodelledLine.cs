namespace Ensembles.Planning;

/// <summary>A line of a server's configuration that decides who is a quorum and that the model does not know.</summary>
/// <param name="What">The line and where it stands: <c>zoo.cfg has oraclePath=/run/oracle</c>.</param>
/// <param name="Why">Why nothing can be proved with it, and what to do.</param>
public sealed record UnmodelledLine(string What, string Why)
{
    public override string ToString() => $"{What}. {Why}.";
}
