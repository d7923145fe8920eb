using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace Unit.Frosting;

/// <summary>The one public task of this assembly, to be found in it.</summary>
public sealed class Discovered : FrostingTask
{
    public override void Run(ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.ServiceProvider.GetRequiredService<Journal>().Note("discovered");
    }
}
