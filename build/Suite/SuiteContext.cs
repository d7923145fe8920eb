using Cake.Core;
using Cake.Frosting;

namespace Suite;

/// <summary>What every target knows, computed once from the arguments and the place of the project.</summary>
public sealed class SuiteContext(ICakeContext context) : FrostingContext(context)
{
    /// <summary>
    /// The folder of the project. The working directory stays the caller's, so that paths among the arguments mean
    /// what the caller's shell means by them.
    /// </summary>
    public string Root { get; } = ProjectRoot.Above(AppContext.BaseDirectory);
}
