using System.Reflection;
using Cake.Frosting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>
/// Runs tasks on Cake's engine: the public task classes of the entry assembly, of the assemblies added, and those
/// registered as <see cref="IFrostingTask"/>. Stands in for the class of the same name of the Cake.Frosting package.
/// </summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = [];
    private readonly List<Assembly> _assemblies = [];

    public CakeHost()
    {
        if (Assembly.GetEntryAssembly() is { } entry)
        {
            AddAssembly(entry);
        }
    }

    public static CakeHost Create() => new();

    /// <summary>Adds an assembly in which tasks are looked for.</summary>
    public CakeHost AddAssembly(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        _assemblies.Add(assembly);
        return this;
    }

    /// <summary>Registers services; what is registered last wins, also over Cake's own services.</summary>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services(_services);
        return this;
    }

    /// <summary>Runs the targets that the arguments name (<c>Default</c> without one).</summary>
    /// <returns>
    /// The exit code: 0, or for a failure that of the <see cref="Cake.Core.CakeException"/> at its root, else 1.
    /// </returns>
    public int Run(IEnumerable<string> args) => HostRun.Execute(args, _services, _assemblies);
}
