namespace Suite.Help;

/// <summary>The arguments that the help explains: those that choose what runs, then those of single targets.</summary>
internal static class ArgumentList
{
    public static IReadOnlyList<Argument> All { get; } =
    [
        new("--target=NAME", "The target to run, with all that runs before it; may be repeated"),
        new("--inventory=NAME", "The ensemble: a name in inventories/ or a path; default local, the embedded default"),
        new("--strategy=NAME", "auto, reconfig, rolling, cold or jump; auto picks and says why"),
        new("--accept-risk=NAME", "Takes the one risk that a refused plan has printed by this name"),
        new("--no-witness", "Expand and its stages: no client sessions write during the rollout"),
        new("--no-backup", "Expand and its stages: the newest data are not copied before the first change"),
        new("--backup=FOLDER",
            "Restore: which backup, here or SERVER:FOLDER on a host; the newest one here by default"),
        new("--thorough", "Verify: compares the trees of all servers znode by znode on every release"),
        new("--detailed-exitcode", $"Plan: exit code {ExitCodes.ChangesPending} where there is something to do"),
        new("--output=json",
            "Plan, Status: JSON on standard output and nothing else there; the rest on standard error"),
        new("--watch[=SECONDS]", "Status: looks again and again, every 2 seconds by default, until Ctrl-C"),
        new("--purge", "Down: removes the files and data of the embedded ensemble too"),
        new("--exclusive", "Runs the target alone"),
        new("--dryrun", "Prints the targets in their order; runs none"),
        new("--tree", "Prints which target runs before which"),
        new("--verbosity=LEVEL", "quiet, minimal, normal, verbose or diagnostic (tells times and round trips)"),
        new("--category=NAME", "Test: only the tests of this category; without it all but those of 'Long'"),
        new("--filter=EXPRESSION", "Test: only the tests that match, e.g. part of a name"),
        new("ENSEMBLE_NAME",
            "Environment variable: the same as --name, for CI (ENSEMBLE_INVENTORY, ENSEMBLE_STRATEGY …)"),
        new("--help", "Prints every option of the host"),
    ];
}
