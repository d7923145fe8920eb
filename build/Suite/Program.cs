using Cake.Frosting;
using Suite;
using Suite.Runs;
using Suite.Tasks;

return RunResult.To(args, answer => new CakeHost()
    .UseContext<SuiteContext>()
    .UseLifetime<Lifetime>()
    .ConfigureServices(services => services.AddSuite(answer))
    .Run(answer.ForHost));
