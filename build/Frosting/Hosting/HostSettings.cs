using System.ComponentModel;
using Cake.Cli;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Spectre.Console.Cli;
using CakeDirectoryPathConverter = Cake.Cli.DirectoryPathConverter;

namespace Cake.Frosting.Hosting;

/// <summary>The host's own options; every other argument is left for the tasks.</summary>
internal sealed class HostSettings : CommandSettings
{
    [CommandOption("-t|--target <TARGET>")]
    [Description("Target to run, 'Default' if none is given; may be repeated")]
    public string[]? Targets { get; init; }

    [CommandOption("-e|--exclusive")]
    [Description("Run the target alone, without what it depends on")]
    public bool Exclusive { get; init; }

    [CommandOption("--dryrun|--noop|--whatif")]
    [Description("Print the tasks in their order; run none")]
    public bool DryRun { get; init; }

    [CommandOption("--tree|--showtree")]
    [Description("Print the tasks as a tree of what they depend on")]
    public bool Tree { get; init; }

    [CommandOption("--description|--descriptions|--showdescription|--showdescriptions")]
    [Description("Print the tasks with their descriptions")]
    public bool Description { get; init; }

    [CommandOption("-v|--verbosity <VERBOSITY>")]
    [Description("quiet, minimal, normal, verbose or diagnostic")]
    [TypeConverter(typeof(VerbosityConverter))]
    public Verbosity? Verbosity { get; init; }

    [CommandOption("-w|--working <PATH>")]
    [Description("Working directory")]
    [TypeConverter(typeof(CakeDirectoryPathConverter))]
    public DirectoryPath? WorkingDirectory { get; init; }

    [CommandOption("--no-report")]
    [Description("Print no summary at the end")]
    public bool NoReport { get; init; }

    [CommandOption("--version|--ver")]
    [Description("Print Cake's version")]
    public bool Version { get; init; }

    [CommandOption("--info")]
    [Description("Print more about Cake")]
    public bool Info { get; init; }
}
