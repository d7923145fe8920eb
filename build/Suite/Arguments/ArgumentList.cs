using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Ensembles.Inventories;
using Suite.Runs;

namespace Suite.Arguments;

/// <summary>
/// All arguments, those of the host included: first those that choose what runs, then those of single targets. A new
/// one is a property here and a place in <see cref="All"/>; the code that needs it asks
/// <c>context.Options.Given.Text(ArgumentList.NAME)</c> or <c>.Flag(…)</c>.
/// </summary>
internal static partial class ArgumentList
{
    public static Argument Target { get; } = new(
        "target", "The target to run, with all that runs before it; may be repeated")
    {
        Value = "NAME", Letter = 't', IsRepeatable = true, IsOfHost = true,
    };

    public static Argument Inventory { get; } = new(
        "inventory", "The ensemble: a name in inventories/ or a path; several as a,b or a pattern; default local, the embedded default")
    {
        Value = "NAME", IsVariableNeverEmpty = true, IsPath = true,
    };

    public static Argument SideBySide { get; } = new(
        "side-by-side", "Several ensembles: so many at once, 4 by default, instead of one after the other")
    {
        Value = "COUNT",
        IsValueOptional = true,
        Rule = new(text => Count(text) is > 0, "write how many run at once, 1 or more"),
    };

    public static Argument Strategy { get; } = new(
        "strategy", "auto, reconfig, rolling, cold or jump; auto picks and says why")
    {
        Value = "NAME", Choices = ["auto", "reconfig", "rolling", "cold", "jump"],
    };

    public static Argument AcceptRisk { get; } = new(
        "accept-risk", "Takes the one risk that a refused plan has printed by this name")
    {
        Value = "NAME",
        Rule = new(
            RiskName().IsMatch,
            "write the name that the refused plan has printed, such as lost-writes-3-to-5 or recover-to-0x1000002f3"),
    };

    public static Argument Out { get; } = new("out", "Plan: writes the plan to this file, for --plan")
    {
        Value = "FILE", IsPath = true,
        Rule = new(
            text => Path.GetDirectoryName(Path.GetFullPath(text)) is { } folder && Directory.Exists(folder),
            "write the path of a file in a folder that exists"),
    };

    public static Argument PlanFile { get; } = new(
        "plan", "Changes: carries out the plan that Plan --out has written, and nothing else; refused when anything differs by then")
    {
        Value = "FILE", IsPath = true, Rule = new(File.Exists, "write the path of a file that --target=Plan --out=FILE has made"),
    };

    public static Argument Only { get; } = new("only", "Restart: these servers alone")
    {
        Value = "ID,…", Rule = new(text => Ids(text) is not null, "write ids of servers with commas between them, such as 2,3"),
    };

    public static Argument OlderThan { get; } = new(
        "older-than", "Restart: only servers whose process has run longer, such as 30m or 1d; so a restart that was ended goes on")
    {
        Value = "TIME", Rule = TimeRule,
    };

    public static Argument Reason { get; } = new("reason", "Restart: why, for plan, report and log")
    {
        Value = "TEXT", Rule = new(text => text.Length <= 200 && !text.Any(char.IsControl), "write one line of at most 200 characters"),
    };

    public static Argument Pause { get; } = new(
        "pause", "Changes: how long to wait before each further server, such as 30s; ask: until you say yes, at a terminal")
    {
        Value = "TIME",
        Rule = new(text => text.Equals("ask", StringComparison.OrdinalIgnoreCase) || Time(text) is not null, TimeRule.Remedy + ", or ask"),
    };

    public static Argument StopAfter { get; } = new(
        "stop-after", "Changes: ends after so many servers; the same command goes on")
    {
        Value = "COUNT",
        Rule = new(text => Count(text) is > 0, "write how many servers are changed, 1 or more"),
    };

    public static Argument Drain { get; } = new(
        "drain", "Shrink, Replace: how long a server that leaves is waited for while clients are connected to it, such as 10m; default not at all")
    {
        Value = "TIME", Rule = TimeRule,
    };

    public static Argument NoWitness { get; } = new(
        "no-witness", "Expand and its stages: no client sessions write during the rollout");

    public static Argument NoBackup { get; } = new(
        "no-backup", "Expand and its stages: the newest data are not copied before the first change");

    public static Argument Backup { get; } = new(
        "backup", "Restore, Backup --drill: which backup, here or SERVER:FOLDER on a host; the newest one here by default")
    {
        Value = "FOLDER", IsPath = true,
    };

    public static Argument Drill { get; } = new(
        "drill", "Backup: makes none, but tries the newest one here, or that of --backup, on a server of its own on this machine");

    public static Argument Thorough { get; } = new(
        "thorough", "Verify: compares the trees of all servers znode by znode on every release");

    public static Argument DetailedExitCode { get; } = new(
        "detailed-exitcode", $"Plan: exit code {ExitCodes.ChangesPending} where there is something to do");

    public static Argument PlanFor { get; } = new(
        "for", "Plan: the target that will carry the plan out, and what it would refuse; by default the one that fits")
    {
        Value = "TARGET", Choices = ["Expand", "Replace", "Restart", "Rollback", "RollingRestart", "Shrink", "Upgrade"],
    };

    public static Argument Output { get; } = new(
        "output", "Plan, Status: JSON on standard output and nothing else there; the rest on standard error")
    {
        Value = "FORMAT", Choices = ["json", "text"],
    };

    public static Argument Watch { get; } = new(
        "watch", "Status: looks again and again, every 2 seconds by default, until Ctrl-C")
    {
        Value = "SECONDS",
        IsValueOptional = true,
        Rule = new(text => Seconds(text) is >= 0.1 and <= 86_400,
            "write the seconds between two looks, 0.1 to 86400"),
    };

    public static Argument Purge { get; } = new(
        "purge", "Down: removes the files and data of the embedded ensemble too");

    public static Argument Yes { get; } = new("yes", "Down --purge: removes without asking at a terminal")
    {
        IsInEnvironment = false,
    };

    public static Argument Hosts { get; } = new("hosts", "Adopt: the hosts to look at, reached by SSH")
    {
        IsInEnvironment = false,
        Value = "HOST,…",
    };

    public static Argument Local { get; } = new("local", "Adopt: looks at this machine")
    {
        IsInEnvironment = false,
    };

    public static Argument Name { get; } = new(
        "name", "Adopt: the ensemble's name, and that of its file in inventories/, or the path of that file; default zookeeper")
    {
        IsInEnvironment = false,
        Value = "NAME",
        IsPath = true,
        Rule = new(text => HostNames.IsEnsemble(Path.GetFileNameWithoutExtension(text)),
            "write 1 to 63 of the characters A-Z a-z 0-9 . _ -, the first a letter or digit; or the path of a .yml file"),
    };

    public static Argument ClientPort { get; } = new(
        "client-port", "Adopt: of one server of the ensemble that is meant, where several run on the hosts")
    {
        IsInEnvironment = false,
        Value = "PORT", Rule = PortRule,
    };

    public static Argument Overwrite { get; } = new("overwrite", "Adopt: replaces an inventory of that name")
    {
        IsInEnvironment = false,
    };

    public static Argument User { get; } = new(
        "user", "Adopt: the account on the hosts; default that of ~/.ssh/config, or yours")
    {
        IsInEnvironment = false,
        Value = "ACCOUNT",
    };

    public static Argument Key { get; } = new(
        "key", "Adopt: the private key to log in with; default the agent's keys")
    {
        IsInEnvironment = false,
        Value = "FILE", IsPath = true, Rule = new(File.Exists, "write the path of a private key"),
    };

    public static Argument Become { get; } = new(
        "become", "Adopt: sudo looks with root's rights (sudo -n), which the servers of other accounts need; default none")
    {
        IsInEnvironment = false,
        Value = "HOW", Choices = ["sudo", "none"],
    };

    public static Argument Port { get; } = new("port", "Adopt: the port of sshd; default 22")
    {
        IsInEnvironment = false,
        Value = "PORT", Rule = PortRule,
    };

    public static Argument Jump { get; } = new("jump", "Adopt: the host to go through: [USER@]HOST[:PORT]")
    {
        IsInEnvironment = false,
        Value = "HOST",
        Rule = new(text => JumpHost.Parse(text) is not null, "write [USER@]HOST[:PORT]"),
    };

    public static Argument KnownHosts { get; } = new(
        "known-hosts", "Adopt: the one file of known host keys; default those that ssh reads")
    {
        IsInEnvironment = false,
        Value = "FILE", IsPath = true,
    };

    public static Argument Exclusive { get; } = new("exclusive", "Runs the target alone")
    {
        Letter = 'e', IsOfHost = true,
    };

    public static Argument DryRun { get; } = new("dryrun", "Prints the targets in their order; runs none")
    {
        Aliases = ["noop", "whatif"], IsOfHost = true,
    };

    public static Argument Tree { get; } = new("tree", "Prints which target runs before which")
    {
        Aliases = ["showtree"], IsOfHost = true, IsInEnvironment = false,
    };

    public static Argument Verbosity { get; } = new(
        "verbosity", "quiet, minimal, normal, verbose or diagnostic (tells times and round trips)")
    {
        Value = "LEVEL",
        Letter = 'v',
        Choices = ["quiet", "minimal", "normal", "verbose", "diagnostic"],
        HasShortChoices = true,
        IsOfHost = true,
    };

    public static Argument Working { get; } = new(
        "working", "The working folder, from which paths among the arguments are taken; default the shell's")
    {
        Value = "FOLDER",
        Letter = 'w',
        Rule = new(Directory.Exists, "write the path of a folder that exists"),
        IsPath = true,
        IsOfHost = true,
    };

    public static Argument Category { get; } = new(
        "category", "Test: only the tests of this category; without it all but those of 'Long'")
    {
        Value = "NAME",
    };

    public static Argument Filter { get; } = new(
        "filter", "Test: only the tests that match, e.g. part of a name")
    {
        Value = "EXPRESSION",
    };

    public static Argument NoReport { get; } = new("no-report", "Prints no summary at the end")
    {
        IsOfHost = true, IsHidden = true,
    };

    public static Argument TargetDescriptions { get; } = new("description", "Prints the targets and what they do")
    {
        Aliases = ["descriptions", "showdescription", "showdescriptions"],
        IsOfHost = true, IsHidden = true, IsInEnvironment = false,
    };

    public static Argument Version { get; } = new("version", "Prints the version of Cake")
    {
        Aliases = ["ver"],
        IsOfHost = true, IsInEnvironment = false,
    };

    public static Argument Info { get; } = new("info", "Prints more about Cake")
    {
        IsOfHost = true, IsHidden = true, IsInEnvironment = false,
    };

    public static Argument Help { get; } = new("help", "Prints this page; nothing runs")
    {
        Letter = 'h', IsInEnvironment = false,
    };

    public static Argument Completion { get; } = new(
        "completion", "Prints what makes the shell complete arguments: source <(./build.sh --completion=bash)")
    {
        Value = "SHELL", Choices = ["bash", "zsh"], IsInEnvironment = false,
    };

    private static ValueRule PortRule => new(
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and < 65_536,
        "write a port, 1 to 65535");

    private static ValueRule TimeRule => new(text => Time(text) is not null, "write a whole number and its unit: 45s, 10m, 12h or 2d");

    /// <summary>Settings of Cake's own that make sense for a compiled host; their names are Cake's.</summary>
    private static readonly ImmutableArray<string> CakeSettings =
    [
        "nuget_source", "nuget_configfile", "nuget_useinprocessclient", "paths_tools", "settings_skipverification",
        "settings_showprocesscommandline", "settings_usespectreconsoleforconsoleoutput",
    ];

    public static ImmutableArray<Argument> All { get; } =
    [
        Target, Inventory, SideBySide, Strategy, AcceptRisk, PlanFor, Out, PlanFile, Only, OlderThan, Reason, Pause, StopAfter, Drain,
        NoWitness, NoBackup, Backup, Drill, Thorough, DetailedExitCode, Output, Watch,
        Purge,
        Yes, Hosts, Local, Name, ClientPort, Overwrite, User, Key, Become, Port, Jump, KnownHosts,
        Exclusive, DryRun, Tree, Verbosity, Working, Category, Filter, NoReport, TargetDescriptions, Version, Info, Help,
        Completion,
        .. CakeSettings.Select(name => new Argument(name, "A setting of Cake's")
        {
            Value = "VALUE", IsOfHost = true, IsHidden = true, IsInEnvironment = false,
        }),
    ];

    /// <summary>
    /// Variables that begin as those of arguments do and are none: a name near to one of them is a slip as well.
    /// </summary>
    public static ImmutableArray<string> OtherVariables { get; } = [Runs.Hosts.PassphraseVariable];

    /// <summary>All of them, with the targets that there are.</summary>
    public static ImmutableArray<Argument> For(IEnumerable<string> targets) =>
        All.Replace(Target, Target with { Choices = [.. targets] });
}
