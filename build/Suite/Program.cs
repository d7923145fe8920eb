using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Suite;

return ClosingLine.PrintedAfter(closing => new CakeHost()
    .UseContext<SuiteContext>()
    .ConfigureServices(services => services.AddSingleton(closing))
    .Run(args));
