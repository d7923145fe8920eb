using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Suite.Outgoing;
using Suite.Reports;
using Suite.Runs;

namespace Suite;

/// <summary>What the suite's tasks and context ask for beside Cake's own services.</summary>
public static class Services
{
    public static IServiceCollection AddSuite(this IServiceCollection services, RunResult answer) => services
        .AddSingleton(answer)
        .AddSingleton(_ => new ConsoleReporter(
            Consoles.Standard(answer), TimeProvider.System, GitHubCommands.AreRead, answer))
        .AddSingleton<ICakeLog>(services =>
            new OutgoingLog(new CakeBuildLog(services.GetRequiredService<IConsole>()), answer.Text))
        .AddSingleton<ICakeReportPrinter, QuietReport>()
        .AddSingleton<Interruption>();
}
