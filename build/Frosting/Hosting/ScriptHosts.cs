using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting.Hosting;

/// <summary>Cake's own ways to go through the tasks: run, dry run, tree, descriptions.</summary>
internal static class ScriptHosts
{
    public static ScriptHost For(
        HostSettings settings, IServiceProvider provider, ICakeEngine engine, IFrostingContext context)
    {
        if (settings.Tree)
        {
            return new TreeScriptHost(engine, context, provider.GetRequiredService<IConsole>());
        }

        if (settings.Description)
        {
            return new DescriptionScriptHost(engine, context, provider.GetRequiredService<IAnsiConsole>());
        }

        var log = provider.GetRequiredService<ICakeLog>();
        return settings.DryRun
            ? new DryRunScriptHost<IFrostingContext>(engine, context, log)
            : new BuildScriptHost<IFrostingContext>(
                engine,
                provider.GetRequiredService<IExecutionStrategy>(),
                context,
                provider.GetRequiredService<ICakeReportPrinter>(),
                provider.GetRequiredService<ICakeConfiguration>(),
                log);
    }
}
