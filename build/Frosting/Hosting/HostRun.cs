using System.Reflection;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Tooling;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cake.Frosting.Hosting;

/// <summary>One run of a host, from its arguments to its exit code.</summary>
internal static class HostRun
{
    public static int Execute(
        IEnumerable<string> args, IServiceCollection application, IEnumerable<Assembly> assemblies)
    {
        CommandLine? line;
        CommandAppException? mistake = null;
        try
        {
            var console = application.LastOrDefault(service => service.ServiceType == typeof(IAnsiConsole));
            line = CommandLine.Parse(args, console?.ImplementationInstance as IAnsiConsole);
        }
        catch (CommandAppException e)
        {
            (line, mistake) = (new CommandLine(), e);
        }

        return line is null ? 0 : Execute(line, mistake, application, assemblies);
    }

    private static int Execute(
        CommandLine line,
        CommandAppException? mistake,
        IServiceCollection application,
        IEnumerable<Assembly> assemblies)
    {
        var provider = Container.Build(line, application, assemblies);
        try
        {
            if (mistake is not null)
            {
                throw new CakeException($"{mistake.Message} (--help lists the options)", mistake);
            }

            Execute(line.Settings, provider);
            return 0;
        }
        catch (Exception e)
        {
            return Failure.Report(provider.GetRequiredService<ICakeLog>(), e);
        }
        finally
        {
            provider.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static void Execute(HostSettings settings, ServiceProvider provider)
    {
        if (settings.Version)
        {
            provider.GetRequiredService<ICakeVersionFeature>().Run(provider.GetRequiredService<IConsole>());
            return;
        }

        if (settings.Info)
        {
            provider.GetRequiredService<ICakeInfoFeature>().Run(provider.GetRequiredService<IConsole>());
            return;
        }

        EnterWorkingDirectory(settings, provider);
        provider.GetRequiredService<ICakeLog>().Verbosity = provider.GetRequiredService<ICakeConfiguration>()
            .GetVerbosity(settings.Verbosity, Verbosity.Normal);
        var showsOnly = settings.Tree || settings.Description;
        if (!showsOnly && !settings.DryRun)
        {
            InstallTools(provider);
        }

        var engine = provider.GetRequiredService<ICakeEngine>();
        var context = provider.GetRequiredService<IFrostingContext>();
        new TaskRegistration(engine, context, provider.GetRequiredService<ICakeLog>())
            .Add(provider.GetServices<IFrostingTask>());
        LifetimeRegistration.Add(engine, context, provider);
        string[] targets = settings.Targets is { Length: > 0 } given ? given : ["Default"];
        if (!showsOnly)
        {
            UnknownTarget.Refuse(targets, engine.Tasks);
        }

        var host = ScriptHosts.For(settings, provider, engine, context);
        if (settings.Exclusive)
        {
            host.Settings.UseExclusiveTarget();
        }

        // One by one, what two targets share would run twice: the hosts take them together.
        _ = targets is [var target]
            ? host.RunTargetAsync(target).GetAwaiter().GetResult()
            : host.RunTargetsAsync(targets).GetAwaiter().GetResult();
    }

    private static void EnterWorkingDirectory(HostSettings settings, ServiceProvider provider)
    {
        var path = settings.WorkingDirectory ?? provider.GetService<WorkingDirectory>()?.Path;
        if (path is null)
        {
            return;
        }

        var environment = provider.GetRequiredService<ICakeEnvironment>();
        path = path.MakeAbsolute(environment);
        if (!provider.GetRequiredService<IFileSystem>().Exist(path))
        {
            throw new CakeException($"The working directory '{path.FullPath}' does not exist.");
        }

        environment.WorkingDirectory = path;
    }

    private static void InstallTools(ServiceProvider provider)
    {
        foreach (var tool in provider.GetServices<PackageReference>())
        {
            provider.GetRequiredService<IToolInstaller>().Install(tool);
        }
    }
}
