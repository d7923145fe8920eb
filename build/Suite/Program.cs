using Cake.Frosting;
using Suite;
using Suite.Tasks;

return ClosingLine.PrintedAfter(closing => new CakeHost()
    .UseContext<SuiteContext>()
    .UseLifetime<Lifetime>()
    .ConfigureServices(services => services.AddSuite(closing))
    .Run(args));
