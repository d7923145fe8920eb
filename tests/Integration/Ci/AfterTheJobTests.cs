using Integration.Rollouts;
using Lab;

namespace Integration.Ci;

/// <summary>Local servers outlive the job that started them: whatever a build server ends with it.</summary>
[Parallelizable]
internal sealed class AfterTheJobTests
{
    [Test]
    public async Task Servers_carry_no_mark_of_the_job_and_no_signal_to_its_group_reaches_them()
    {
        Prerequisite.Programs(("timeout", "coreutils"));
        await using var inventory = SuiteInventory.Of(ZooKeeperVersions.Latest, isDynamic: false, 3, 4);
        var job = new Dictionary<string, string?> { ["JENKINS_NODE_COOKIE"] = "job-31", ["SECRET_OF_THE_JOB"] = "s3cr3t" };
        var (exitCode, output) = await RunAsync(job, "60", "--target=Up", inventory);
        Assert.That(exitCode, Is.Zero, output);

        int[] before = [.. Enumerable.Range(1, 3).Select(id => inventory.ProcessId(id)!.Value)];
        Assert.That(before.Select(pid => File.ReadAllText($"/proc/{pid}/environ")),
            Has.None.Contains("job-31").And.None.Contains("s3cr3t"));

        // As a build server cancels, a terminal closes, and timeout ends: the whole group gets the signal.
        (exitCode, output) = await RunAsync(job, "3", "--target=Expand", inventory);
        Assert.That(exitCode, Is.EqualTo(124).Or.EqualTo(0), output);
        Assert.That(Enumerable.Range(1, 3).Select(inventory.ProcessId), Has.None.Null, output);
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
    }

    /// <summary>In a process group of its own, to which SIGTERM goes after some seconds.</summary>
    private static Task<(int ExitCode, string Output)> RunAsync(
        Dictionary<string, string?> environment, string seconds, string target, SuiteInventory inventory) =>
        Program.RunAsync(ProjectFolders.Root, TimeSpan.FromMinutes(3), environment, "timeout",
            [seconds, "dotnet", "exec", SuiteProcess.Program, target, $"--inventory={inventory.File}"]);
}
