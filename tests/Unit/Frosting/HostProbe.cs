using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Unit.Frosting;

/// <summary>Runs a host with the tasks given and tells what came of it.</summary>
internal sealed class HostProbe : IDisposable
{
    private readonly RecordingConsole _console = new();
    private readonly TestConsole _report = new TestConsole().Width(200);
    private readonly Journal _journal = new();

    private HostProbe()
    {
    }

    public int ExitCode { get; private set; }

    public IReadOnlyList<string> Journal => _journal.Lines;

    public string Output => _console.Output;

    public string Error => _console.Error;

    /// <summary>Headings, summary and help.</summary>
    public string Report => _report.Output;

    public static HostProbe Run(Type[] tasks, params string[] args) => Run(tasks, _ => { }, args);

    public static HostProbe Run(Type[] tasks, Action<CakeHost> configure, params string[] args)
    {
        var probe = new HostProbe();
        var host = new CakeHost().ConfigureServices(services =>
        {
            services.AddSingleton<IConsole>(probe._console);
            services.AddSingleton<IAnsiConsole>(probe._report);
            services.AddSingleton(probe._journal);
            foreach (var task in tasks)
            {
                services.AddSingleton(typeof(IFrostingTask), task);
            }
        });
        configure(host);
        probe.ExitCode = host.Run(args);
        return probe;
    }

    public void Dispose() => _report.Dispose();
}
