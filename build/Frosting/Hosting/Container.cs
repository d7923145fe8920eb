using System.Reflection;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;
using Cake.Core.Modules;
using Cake.Core.Packaging;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Hosting;

/// <summary>Puts the services together: Cake's, the tasks found, and over them those of the application.</summary>
internal static class Container
{
    public static ServiceProvider Build(
        CommandLine line, IServiceCollection application, IEnumerable<Assembly> assemblies)
    {
        IServiceCollection services = new ServiceCollection();
        Cake.Cli.ServiceCollectionExtensions.UseModule(services, new CoreModule());
        services.AddCakeDiagnostics();
        services.AddSingleton<IConsole, HostConsole>();
        services.AddSingleton<IToolInstaller, ToolInstaller>();
        services.AddSingleton<ICakeArguments>(line.Arguments);
        services.AddSingleton(provider => Configuration(provider, line));
        services.AddSingleton<IFrostingContext, FrostingContext>();
        services.AddSingleton<IVersionResolver, HostVersion>();
        services.AddSingleton<ICakeVersionFeature, VersionFeature>();
        services.AddSingleton<ICakeInfoFeature, InfoFeature>();
        if (application.Any(service => service.ServiceType == typeof(PackageReference)))
        {
            // Only then: NuGet's client takes its time to load.
            services.UseCakeDefaultModules();
        }

        foreach (var task in assemblies.Distinct().SelectMany(TasksIn))
        {
            services.AddSingleton(typeof(IFrostingTask), task);
        }

        foreach (var service in application)
        {
            services.Add(service);
        }

        return services.BuildServiceProvider();
    }

    private static IEnumerable<Type> TasksIn(Assembly assembly) => assembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }
            && type.IsAssignableTo(typeof(IFrostingTask)));

    // From the weakest to the strongest: cake.config, the environment (CAKE_...), code, command line.
    private static ICakeConfiguration Configuration(IServiceProvider provider, CommandLine line)
    {
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in provider.GetServices<CakeSetting>())
        {
            values[setting.Key] = setting.Value;
        }

        foreach (var (name, given) in line.Arguments.GetArguments())
        {
            values[name] = given.LastOrDefault() ?? string.Empty;
        }

        return new CakeConfigurationProvider(provider.GetRequiredService<IFileSystem>(), environment)
            .CreateConfiguration(environment.WorkingDirectory, values);
    }
}
