using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Suite;
using Suite.Reports;
using Suite.Tasks;

return ClosingLine.PrintedAfter(closing => new CakeHost()
    .UseContext<SuiteContext>()
    .UseLifetime<Lifetime>()
    .ConfigureServices(services => services
        .AddSingleton(closing)
        .AddSingleton(Consoles.Standard())
        .AddSingleton(TimeProvider.System)
        .AddSingleton<ConsoleStory>()
        .AddSingleton<Interruption>())
    .Run(args));
