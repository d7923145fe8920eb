using Cake.Frosting;
using Suite;
using Suite.Runs;
using Suite.Tasks;
using Suite.Workflows.Several;

return RunResult.To(args, answer => SeveralEnsembles.In(answer)?.Run() ?? new CakeHost()
    .UseContext<SuiteContext>()
    .UseLifetime<Lifetime>()
    .ConfigureServices(services => services.AddSuite(answer))
    .Run(answer.ForHost));
