using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>The fluent ways to configure a <see cref="CakeHost"/>; the last registration of a kind is used.</summary>
public static class CakeHostExtensions
{
    /// <summary>Lets a class register the services.</summary>
    public static CakeHost UseStartup<TStartup>(this CakeHost host)
        where TStartup : IFrostingStartup, new() => host.With(services => new TStartup().Configure(services));

    /// <summary>Sets the context, one instance for the whole run.</summary>
    public static CakeHost UseContext<TContext>(this CakeHost host)
        where TContext : class, IFrostingContext => host.With(services => services.UseContext<TContext>());

    public static CakeHost UseLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingLifetime => host.With(services => services.UseLifetime<TLifetime>());

    public static CakeHost UseSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingSetup => host.With(services => services.UseSetup<TSetup>());

    public static CakeHost UseTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTeardown => host.With(services => services.UseTeardown<TTeardown>());

    public static CakeHost UseTaskLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingTaskLifetime => host.With(services => services.UseTaskLifetime<TLifetime>());

    public static CakeHost UseTaskSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingTaskSetup => host.With(services => services.UseTaskSetup<TSetup>());

    public static CakeHost UseTaskTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTaskTeardown => host.With(services => services.UseTaskTeardown<TTeardown>());

    /// <summary>Sets the working directory, relative to the present one; <c>--working</c> wins over it.</summary>
    public static CakeHost UseWorkingDirectory(this CakeHost host, DirectoryPath path) =>
        host.With(services => services.UseWorkingDirectory(path));

    /// <summary>Registers services by one of Cake's modules.</summary>
    public static CakeHost UseModule<TModule>(this CakeHost host)
        where TModule : ICakeModule, new() => host.With(services => services.UseModule<TModule>());

    public static CakeHost UsePackageInstaller<TPackageInstaller>(this CakeHost host)
        where TPackageInstaller : class, IPackageInstaller =>
        host.With(services => services.UsePackageInstaller<TPackageInstaller>());

    /// <summary>Sets a value of Cake's configuration; one on the command line wins over it.</summary>
    public static CakeHost UseCakeSetting(this CakeHost host, string key, string value) =>
        host.With(services => services.UseCakeSetting(key, value));

    /// <summary>Installs a tool before the first task, e.g. <c>dotnet:?package=NAME&amp;version=VERSION</c>.</summary>
    public static CakeHost InstallTool(this CakeHost host, Uri uri) => host.With(services => services.UseTool(uri));

    /// <summary>Sets the folder that tools are installed into.</summary>
    public static CakeHost SetToolPath(this CakeHost host, DirectoryPath path) =>
        host.With(services => services.UseToolPath(path));

    private static CakeHost With(
        this CakeHost host, Action<Microsoft.Extensions.DependencyInjection.IServiceCollection> configure)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(configure);
    }
}
