using Cake.Core;
using Cake.Frosting;

namespace Suite.Tasks;

/// <summary>Ends the run: stops the witness, writes the report, frees locks and hosts. Setup touches nothing.</summary>
public sealed class Lifetime : FrostingLifetime<SuiteContext>
{
    public override void Setup(SuiteContext context, ISetupContext info)
    {
    }

    public override void Teardown(SuiteContext context, ITeardownContext info) =>
        context.EndAsync().GetAwaiter().GetResult();
}
