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
        For = ArgumentUse.OnEnsembles,
        Value = "NAME", IsVariableNeverEmpty = true, IsPath = true,
    };

    public static Argument SideBySide { get; } = new(
        "side-by-side", "Several ensembles: so many at once, 4 by default, instead of one after the other")
    {
        For = ArgumentUse.OnEnsembles,
        Value = "COUNT",
        IsValueOptional = true,
        Rule = new(text => Count(text) is > 0, "write how many run at once, 1 or more"),
    };

    public static Argument Strategy { get; } = new(
        "strategy", "auto, reconfig, rolling, cold or jump; auto picks and says why")
    {
        For = ArgumentUse.Planned,
        Value = "NAME", Choices = ["auto", "reconfig", "rolling", "cold", "jump"],
    };

    public static Argument AcceptRisk { get; } = new(
        "accept-risk", "takes the one risk that a refused plan has printed by this name")
    {
        For = ArgumentUse.Risky,
        Value = "NAME",
        Rule = new(
            RiskName().IsMatch,
            "write the name that the refused plan has printed, such as lost-writes-3-to-5 or recover-to-0x1000002f3"),
    };

    public static Argument Out { get; } = new("out", "writes the plan to this file, for --plan")
    {
        For = ArgumentUse.Plan,
        Value = "FILE", IsPath = true,
        Rule = new(
            text => Path.GetDirectoryName(Path.GetFullPath(text)) is { } folder && Directory.Exists(folder),
            "write the path of a file in a folder that exists"),
    };

    public static Argument PlanFile { get; } = new(
        "plan", "carries out the plan that Plan --out has written, and nothing else; refused when anything differs by then")
    {
        For = ArgumentUse.Changes,
        Value = "FILE", IsPath = true, Rule = new(File.Exists, "write the path of a file that --target=Plan --out=FILE has made"),
    };

    public static Argument Only { get; } = new("only", "these servers alone")
    {
        For = ArgumentUse.Restart,
        Value = "ID,…", Rule = new(text => Ids(text) is not null, "write ids of servers with commas between them, such as 2,3"),
    };

    public static Argument OlderThan { get; } = new(
        "older-than", "only servers whose process has run longer, such as 30m or 1d; so a restart that was ended goes on")
    {
        For = ArgumentUse.Restart,
        Value = "TIME", Rule = TimeRule,
    };

    public static Argument Reason { get; } = new("reason", "why, for plan, report and log")
    {
        For = ArgumentUse.Restart,
        Value = "TEXT", Rule = new(text => text.Length <= 200 && !text.Any(char.IsControl), "write one line of at most 200 characters"),
    };

    public static Argument Pause { get; } = new(
        "pause", "how long to wait before each further server, such as 30s; ask: until you say yes, at a terminal")
    {
        For = ArgumentUse.Steps,
        Value = "TIME",
        Rule = new(text => text.Equals("ask", StringComparison.OrdinalIgnoreCase) || Time(text) is not null, TimeRule.Remedy + ", or ask"),
    };

    public static Argument StopAfter { get; } = new(
        "stop-after", "ends after so many servers; the same command goes on")
    {
        For = ArgumentUse.Steps,
        Value = "COUNT",
        Rule = new(text => Count(text) is > 0, "write how many servers are changed, 1 or more"),
    };

    public static Argument Drain { get; } = new(
        "drain", "how long a server that leaves is waited for while clients are connected to it, such as 10m; default not at all")
    {
        For = ArgumentUse.Leaving,
        Value = "TIME", Rule = TimeRule,
    };

    public static Argument NoWitness { get; } = new(
        "no-witness", "no client sessions write during the rollout") { For = ArgumentUse.Steps };

    public static Argument NoBackup { get; } = new(
        "no-backup", "the newest data are not copied before the first change") { For = ArgumentUse.Changes };

    public static Argument Backup { get; } = new(
        "backup", "which backup: a folder here, SERVER:FOLDER on a host, HOST:FOLDER in the second place; the newest one here by default")
    {
        For = ArgumentUse.OfBackup,
        Value = "FOLDER", IsPath = true,
    };

    public static Argument Drill { get; } = new(
        "drill", "makes none, but tries the newest one here, or that of --backup, on a server of its own on this machine") { For = ArgumentUse.Backup };

    public static Argument Thorough { get; } = new(
        "thorough", "compares the trees of all servers znode by znode on every release") { For = ArgumentUse.Verified };

    public static Argument DetailedExitCode { get; } = new(
        "detailed-exitcode", $"exit code {ExitCodes.ChangesPending} where there is something to do") { For = ArgumentUse.Plan };

    public static Argument PlanFor { get; } = new(
        "for", "the target that will carry the plan out, and what it would refuse; by default the one that fits")
    {
        For = ArgumentUse.Plan,
        Value = "TARGET", Choices = ["Expand", "Replace", "Restart", "Rollback", "RollingRestart", "Shrink", "Upgrade"],
    };

    public static Argument Output { get; } = new(
        "output", "JSON on standard output and nothing else there; the rest on standard error")
    {
        For = ArgumentUse.Answers,
        Value = "FORMAT", Choices = ["json", "text"],
    };

    public static Argument Watch { get; } = new(
        "watch", "looks again and again, every 2 seconds by default, until Ctrl-C")
    {
        For = ArgumentUse.Status,
        Value = "SECONDS",
        IsValueOptional = true,
        Rule = new(text => Seconds(text) is >= 0.1 and <= 86_400,
            "write the seconds between two looks, 0.1 to 86400"),
    };

    public static Argument Purge { get; } = new(
        "purge", "removes the files and data of the embedded ensemble too") { For = ArgumentUse.Down };

    public static Argument Yes { get; } = new("yes", "removes without asking at a terminal")
    {
        For = ArgumentUse.Purge,
        IsInEnvironment = false,
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
        "category", "only the tests of this category; without it all but those of 'Long'")
    {
        For = ArgumentUse.Test,
        Value = "NAME",
    };

    public static Argument Filter { get; } = new(
        "filter", "only the tests that match, e.g. part of a name")
    {
        For = ArgumentUse.Test,
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
        Yes, .. AdoptArgumentList.All, Exclusive, DryRun, Tree, Verbosity, Working, Category, Filter, NoReport, TargetDescriptions, Version, Info, Help,
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
