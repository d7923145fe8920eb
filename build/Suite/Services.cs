using Microsoft.Extensions.DependencyInjection;
using Suite.Reports;

namespace Suite;

/// <summary>What the suite's tasks and context ask for beside Cake's own services.</summary>
public static class Services
{
    public static IServiceCollection AddSuite(this IServiceCollection services, ClosingLine closing) => services
        .AddSingleton(closing)
        .AddSingleton(new ConsoleStory(Consoles.Standard(), TimeProvider.System))
        .AddSingleton<Interruption>();
}
