using System.Diagnostics;
using Lab;

namespace Integration.Reports;

/// <summary>Who looks on, and where the report goes, may be lost: the rollout is carried out all the same.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LostOutputTests
{
    [Test]
    public async Task A_rollout_goes_on_where_its_output_and_its_report_find_no_room()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic: true, 1, 3);
        await RunAsync(0, "exec \"$@\"", "--target=Up", $"--inventory={inventory.File}");
        var artifacts = Path.Combine(ProjectFolders.Root, "artifacts", inventory.Ensemble);
        Directory.CreateDirectory(artifacts);
        await File.WriteAllTextAsync(Path.Combine(artifacts, "runs"), "a file where the reports' folder would be");

        var error = await RunAsync(
            0, "exec \"$@\" >/dev/full", "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(error, Does.Contain("standard output takes no more").And.Contain("No space left"));
        Assert.That(error, Does.Not.Contain("   at "), "no stack trace");
        await RunAsync(0, "exec \"$@\"", "--target=Plan", "--detailed-exitcode", $"--inventory={inventory.File}");
    }

    [TestCase("exec \"$@\" >/dev/full", "--target=Default", 1)]
    [TestCase("exec \"$@\" >/dev/full", "--target=Status --output=json", 1)]
    [TestCase("exec \"$@\" >/dev/full", "--target=Render", 0)]
    [TestCase("exec \"$@\" >&-", "--target=Default", 1)]
    [TestCase("exec \"$@\" 2>/dev/full", "--target=Render", 0)]
    [TestCase("exec \"$@\" 2>&-", "--target=Render", 0)]
    [TestCase("set -o pipefail; \"$@\" | head -n 1 >&2", "--target=Default", 0)]
    public async Task What_only_tells_has_failed_where_that_is_lost(string how, string arguments, int exitCode)
    {
        var error = await RunAsync(exitCode, how, arguments.Split(' '));

        Assert.That(error, Does.Not.Contain("   at "), "no stack trace");
    }

    [Test]
    public async Task A_disk_that_is_full_ends_before_anything_is_touched()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Prerequisite.IsMissing("This test mounts a file system: run it as root.");
        }

        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic: false, 1, 1);
        var artifacts = Path.Combine(ProjectFolders.Root, "artifacts", inventory.Ensemble);
        Directory.CreateDirectory(artifacts);

        // In a mount namespace of its own: it goes with the process.
        var error = await RunAsync(
            1,
            $"""
            mount -t tmpfs -o size=1m none '{artifacts}' && ! head -c 2M /dev/zero >'{artifacts}/full' 2>/dev/null
            exec "$@"
            """,
            ["--target=Deploy", $"--inventory={inventory.File}"], "unshare", "--mount");

        Assert.That(error, Does.Contain("No space left").And.Not.Contain("   at "));
        Assert.That(Directory.Exists(inventory.DataFolder(1)), Is.False);
    }

    [Test]
    public async Task A_folder_for_temporary_files_that_is_none_is_named()
    {
        var error = await RunAsync(2, "TMPDIR=/nowhere/at/all exec \"$@\"", "--target=Status", "--inventory=local");

        Assert.That(error, Does.Contain("TMPDIR=/nowhere/at/all names no folder"));
    }

    private static Task<string> RunAsync(int exitCode, string script, params string[] arguments) =>
        RunAsync(exitCode, script, arguments, []);

    /// <summary>Runs the suite by a shell that has done something to its streams.</summary>
    /// <returns>What it wrote to standard error.</returns>
    private static async Task<string> RunAsync(
        int exitCode, string script, IReadOnlyCollection<string> arguments, params string[] below)
    {
        string[] command = [.. below, "bash", "-c", script, "bash", .. SuiteProcess.Command(arguments)];
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["NO_COLOR"] = "1" },
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.EqualTo(exitCode), $"{error}\n{await output}");
        return error;
    }
}
