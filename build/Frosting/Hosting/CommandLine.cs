using System.Reflection;
using Cake.Cli.Infrastructure;
using Cake.Core;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cake.Frosting.Hosting;

/// <summary>The arguments, taken apart: the host's options, and all as the tasks see them.</summary>
internal sealed class CommandLine
{
    public HostSettings Settings { get; private set; } = new();

    /// <summary>Every argument by its name, the unknown ones included.</summary>
    public CakeArguments Arguments { get; private set; } = new(Array.Empty<string>().ToLookup(name => name));

    /// <returns>The command line; none where only the help was asked for, which has been printed.</returns>
    /// <exception cref="CommandAppException">An option lacks its value or has a wrong one, or is none.</exception>
    public static CommandLine? Parse(IEnumerable<string> args, IAnsiConsole? console)
    {
        var line = new CommandLine();
        var parsed = new Parsed();
        var app = new CommandApp<Capture>();
        app.Configure(config =>
        {
            config.SetApplicationName(Assembly.GetEntryAssembly()?.GetName().Name ?? "Cake");
            config.PropagateExceptions();
            config.Settings.Registrar.RegisterInstance(parsed);
            config.Settings.Console = console ?? config.Settings.Console;
        });
        app.Run(args);
        if (parsed.Settings is not { } settings || parsed.Remaining is not { } remaining)
        {
            return null;
        }

        line.Settings = settings;
        line.Arguments = remaining.ToCakeArguments(
            settings.NoReport, settings.Targets, arguments => AddOwn(arguments, settings));
        return line;
    }

    // Tasks find the host's options among the arguments, too.
    private static void AddOwn(IDictionary<string, List<string>> arguments, HostSettings settings)
    {
        AddFlag("exclusive", settings.Exclusive);
        AddFlag("dryrun", settings.DryRun);
        if (settings.Verbosity is { } verbosity)
        {
            arguments.TryAdd("verbosity", [verbosity.ToString()]);
        }

        if (settings.WorkingDirectory is { } directory)
        {
            arguments.TryAdd("working", [directory.FullPath]);
        }

        void AddFlag(string name, bool set)
        {
            if (set)
            {
                arguments.TryAdd(name, [bool.TrueString]);
            }
        }
    }

    private sealed class Parsed
    {
        public HostSettings? Settings { get; set; }

        public IRemainingArguments? Remaining { get; set; }
    }

    private sealed class Capture(Parsed parsed) : Command<HostSettings>
    {
        public override int Execute(CommandContext context, HostSettings settings, CancellationToken cancellationToken)
        {
            parsed.Settings = settings;
            parsed.Remaining = context.Remaining;
            return 0;
        }
    }
}
