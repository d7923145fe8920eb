using System.Globalization;
using Cake.Core;
using Ensembles.Planning;
using Suite.Help;

namespace Suite.Runs;

/// <summary>What the command line and the environment say, read once.</summary>
public sealed record RunArguments
{
    /// <summary>The project's folder.</summary>
    public required string Root { get; init; }

    /// <summary>Name or path; default <c>local</c>, the embedded default.</summary>
    public required string Inventory { get; init; }

    /// <summary>Strategy, what the targets are for, and the risk that is taken.</summary>
    public required PlanOptions Planning { get; init; }

    /// <summary>Client sessions write during the rollout. Off for ensembles that must not be written to.</summary>
    public required bool Witness { get; init; }

    /// <summary>The newest data are copied before the first change of a rollout.</summary>
    public required bool Backup { get; init; }

    /// <summary>
    /// Restore: a folder here, or <c>SERVER:FOLDER</c> on a server's host; null: the newest backup here.
    /// </summary>
    public required string? BackupReference { get; init; }

    /// <summary>Down: the data of the embedded default are removed too.</summary>
    public required bool Purge { get; init; }

    /// <summary>Verify: trees are compared znode by znode on every release.</summary>
    public required bool Thorough { get; init; }

    /// <summary>Plan: another exit code where there is something to do.</summary>
    public required bool DetailedExitCode { get; init; }

    /// <summary>Status: look again after this time, until interrupted; null: once.</summary>
    public required TimeSpan? Watch { get; init; }

    public required Asked Asked { get; init; }

    /// <summary>Some target has to do with the hosts, beside those that render their files here.</summary>
    public required bool NeedsHosts { get; init; }

    /// <summary>What the lock says about this run: who, where, since when, what for.</summary>
    public required string Holder { get; init; }

    /// <summary>
    /// Reads <c>--inventory</c>, <c>--strategy</c> …; where an argument is missing, the environment variable of the
    /// same name with <c>ENSEMBLE_</c> before it (<c>ENSEMBLE_INVENTORY</c>), for CI.
    /// </summary>
    /// <exception cref="Cake.Core.CakeException">A value is not one of those allowed.</exception>
    public static RunArguments Read(ICakeContext context, string root)
    {
        CheckOutput(context);
        var isAlone = CheckTargets(context.Arguments.GetArguments("target"));
        if (isAlone && KnownArguments.Fault(context.Arguments.GetArguments().Keys) is { } fault)
        {
            throw Failures.WrongInput(fault);
        }

        var asked = new Asked(
            string.Join(" and ", context.Arguments.GetArguments("target")),
            $"{Environment.UserName}@{Environment.MachineName}", StrategyOf(Text(context, "strategy")));
        return Of(context, root, asked);
    }

    private static RunArguments Of(ICakeContext context, string root, Asked asked) => new()
    {
        Root = root,
        Inventory = Text(context, "inventory") ?? "local",
        Planning = new()
        {
            Strategy = asked.Strategy,
            Intent = IntentOf(context.Arguments.GetArguments("target")),
            AcceptedRisk = Text(context, "accept-risk"),
        },
        Witness = !Flag(context, "no-witness"),
        Backup = !Flag(context, "no-backup"),
        BackupReference = Text(context, "backup"),
        Purge = Flag(context, "purge"),
        Thorough = Flag(context, "thorough"),
        DetailedExitCode = Flag(context, "detailed-exitcode"),
        Watch = Interval(context, "watch"),
        Asked = asked,
        NeedsHosts = context.Arguments.GetArguments("target").Any(
            target => !target.Equals("Render", StringComparison.OrdinalIgnoreCase)),
        Holder = string.Create(CultureInfo.InvariantCulture,
            $"{asked.By} since {DateTime.UtcNow:yyyy-MM-dd HH:mm:ss}Z, target {asked.Target}"),
    };

    /// <summary>Seconds; the flag alone: 2.</summary>
    private static TimeSpan? Interval(ICakeContext context, string name) => Text(context, name) switch
    {
        null when !context.Arguments.HasArgument(name) => null,
        null or "" or "true" => TimeSpan.FromSeconds(2),
        "false" => null,
        var text when double.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0.1 and <= 86_400 =>
            TimeSpan.FromSeconds(seconds),
        var text => throw Failures.WrongInput($"--{name}={text}: write the seconds between two looks, 0.1 to 86400"),
    };

    /// <summary>The host itself would end with the exit code of a failure.</summary>
    /// <returns>All targets are the suite's own, and so are their arguments.</returns>
    private static bool CheckTargets(ICollection<string> targets)
    {
        var suite = typeof(RunArguments).Assembly;
        var known = TargetList.In(suite).Select(target => target.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (targets.All(known.Contains))
        {
            return true;
        }

        // Somebody else's targets, in an assembly that builds on this one.
        known.UnionWith(AppDomain.CurrentDomain.GetAssemblies()
            .Where(other => other.GetReferencedAssemblies().Any(name => name.Name == suite.GetName().Name))
            .SelectMany(TargetList.In).Select(target => target.Name));
        if (targets.FirstOrDefault(target => !known.Contains(target)) is { } unknown)
        {
            throw Failures.WrongInput($"--target={unknown}: write one of {string.Join(", ", known)}");
        }

        return false;
    }

    /// <summary>What <c>--output</c> says was needed before the host began; here it is checked only.</summary>
    private static void CheckOutput(ICakeContext context)
    {
        if (Text(context, "output") is { } text && text.ToUpperInvariant() is not ("JSON" or "TEXT"))
        {
            throw Failures.WrongInput($"--output={text}: write json or text");
        }
    }

    /// <summary>An argument, or the environment variable that stands for it; null where neither is given.</summary>
    internal static string? Text(ICakeContext context, string name) =>
        context.Arguments.GetArguments(name).LastOrDefault()
        ?? context.Environment.GetEnvironmentVariable(
            "ENSEMBLE_" + name.ToUpperInvariant().Replace('-', '_'));

    private static bool Flag(ICakeContext context, string name) => Text(context, name) switch
    {
        null => context.Arguments.HasArgument(name),
        "" => true,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw Failures.WrongInput($"--{name}={text}: write --{name} or --{name}=false"),
    };

    private static Strategy StrategyOf(string? text) => text is null ? Strategy.Auto
        : Enum.TryParse<Strategy>(text, ignoreCase: true, out var strategy) && !int.TryParse(text, out _) ? strategy
        : throw Failures.WrongInput($"--strategy={text}: write auto, reconfig, rolling, cold or jump");

    /// <summary>What is refused depends on what the targets are for; those that only look may see everything.</summary>
    private static Intent IntentOf(IEnumerable<string> targets)
    {
        Intent[] named = [.. targets.Select(target => target.ToUpperInvariant() switch
        {
            "SHRINK" => Intent.Shrink,
            "REPLACE" => Intent.Replace,
            "UPGRADE" => Intent.Upgrade,
            "EXPAND" or "JOIN" or "ROLLINGRESTART" or "STARTNEW" or "DISTRIBUTE" or "DEPLOY" => Intent.Expand,
            _ => Intent.Any,
        }).Where(intent => intent != Intent.Any).Distinct()];
        return named.Length < 2 ? named.FirstOrDefault() : throw Failures.WrongInput(
            $"Targets {string.Join(" and ", targets)} want different things of one ensemble: " +
            "call one after the other.");
    }
}
