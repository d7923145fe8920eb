using System.Text.RegularExpressions;
using Lab;

namespace Integration.Rollouts.Operating;

/// <summary>One command for several ensembles.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SeveralTests
{
    [TestCase("", Category = "Long")]
    [TestCase("--side-by-side")]
    public async Task Ensembles_grow_in_one_run_with_a_report_and_a_line_for_each(string how)
    {
        await using var first = SuiteInventory.Of("3.4.13", isDynamic: false, 1, 2);
        await using var second = SuiteInventory.Of(ZooKeeperVersions.Latest, isDynamic: true, 1, 2);
        string[] arguments = ["--target=Expand", $"--inventory={first.File},{second.File}", .. how.Length == 0 ? [] : new[] { how }];

        var (exitCode, output) = await SuiteProcess.RunAsync(arguments);

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Match(@"(?m)^2 ensembles in [0-9.]+ s, 2 as asked:$"));
        foreach (var inventory in new[] { first, second })
        {
            Assert.That(output, Does.Match($@"(?m)^  {Regex.Escape(inventory.File)}  +[0-9.]+ s  done  .*acknowledged writes is on every server.*artifacts/{inventory.Ensemble}/runs/.*/report\.html$"));
            await ExpansionTests.Run(0, "--target=Verify", $"--inventory={inventory.File}");
        }

        Assert.That(output.Contains($"{first.File} | ", StringComparison.Ordinal), Is.EqualTo(how.Length > 0));
        var again = await SuiteProcess.RunAsync(["--target=Plan", "--detailed-exitcode", .. arguments[1..]]);
        Assert.That(again.ExitCode, Is.Zero, again.Output);
    }

    [Test]
    [Category("Long")]
    public async Task A_change_ends_with_the_ensemble_on_which_it_fails_and_a_look_goes_on()
    {
        await using var first = SuiteInventory.Of(ZooKeeperVersions.Latest, isDynamic: false, 1, 1);
        await using var second = SuiteInventory.Of(ZooKeeperVersions.Latest, isDynamic: false, 1, 2);
        await using var third = SuiteInventory.Of(ZooKeeperVersions.Latest, isDynamic: false, 1, 1);
        var all = $"--inventory={first.File}, {second.File},{third.File}";
        await ExpansionTests.Run(0, "--target=Up", all);
        second.Settings["initLimit"] = "0";
        second.Write();

        // What one of them has wrong is told before any of them is touched.
        var (wrong, told) = await SuiteProcess.RunAsync("--target=Restart", all);
        Assert.That(wrong, Is.EqualTo(2), told);
        Assert.That(told, Does.Contain("initLimit").And.Contain("Nothing was touched."));

        second.Settings["initLimit"] = "20";
        second.Write();
        second.Freeze(1);
        try
        {
            var (failed, output) = await SuiteProcess.RunAsync("--target=Verify", all);
            Assert.That(failed, Is.Not.Zero, output);
            Assert.That(output, Does.Match($@"(?m)^  {Regex.Escape(third.File)}  .*done"));

            (failed, output) = await SuiteProcess.RunAsync("--target=Restart", all);
            Assert.That(failed, Is.Not.Zero, output);
            Assert.That(output, Does.Match($@"(?m)^  {Regex.Escape(third.File)}  not begun$"));
        }
        finally
        {
            Signal.Send(second.ProcessId(1)!.Value, Signal.Continue);
        }
    }

    [TestCase(false, Category = "Long")]
    [TestCase(true)]
    public async Task A_signal_ends_all_of_them_in_good_order_and_the_same_command_goes_on(bool isSideBySide)
    {
        await using var first = SuiteInventory.Of(ZooKeeperVersions.Latest, isDynamic: false, 3, 3);
        await using var second = SuiteInventory.Of(ZooKeeperVersions.Latest, isDynamic: false, 3, 3);
        var all = $"--inventory={first.File},{second.File}";
        await ExpansionTests.Run(0, "--target=Up", all, "--side-by-side");
        string[] command = ["--target=Restart", all, .. isSideBySide ? new[] { "--side-by-side=2" } : []];

        // Between two servers, so that the signal finds all of them under way.
        await using (var run = SuiteProcess.Start([.. command, "--pause=60s"]))
        {
            var waiting = isSideBySide ? 2 : 1;
            await Poll.UntilAsync(() => Regex.Count(run.Output, "as --pause says") == waiting || run.Ended.IsCompleted, "No server is restarted");
            if (isSideBySide)
            {
                run.Interrupt();
            }
            else
            {
                run.Hangup();
            }

            Assert.That(await run.EndAsync(), Is.EqualTo(130), run.Output);
            Assert.That(Regex.Count(run.Output, "done restart server"), Is.EqualTo(waiting));
            Assert.That(run.Output, isSideBySide ? Does.Match("2 ensembles") : Does.Match($@"(?m)^  {Regex.Escape(second.File)}  not begun$"));
        }

        foreach (var inventory in new[] { first, second })
        {
            Assert.That(Enumerable.Range(1, 3).Select(inventory.ProcessId), Has.None.Null);
        }

        await ExpansionTests.Run(0, [.. command, "--older-than=1s"]);
        if (isSideBySide)
        {
            await AssertNothingIsBegunOnceItIsKilledAsync([.. command, "--pause=60s"]);
        }
    }

    /// <summary>As a build server ends a run at its limit: nobody is left who could tell the processes that work for it.</summary>
    private static async Task AssertNothingIsBegunOnceItIsKilledAsync(string[] command)
    {
        await using var run = SuiteProcess.Start(command);
        await Poll.UntilAsync(() => Regex.Count(run.Output, "as --pause says") == 2 || run.Ended.IsCompleted, "No server is restarted");
        var working = ProcessTree.Below(run.Id).Where(ProcessTree.Is("dotnet")).ToList();
        Assert.That(working, Has.Count.EqualTo(2));

        run.Kill();

        await Poll.UntilAsync(() => working.TrueForAll(process => !Directory.Exists($"/proc/{process}")), "They go on");
    }

    [TestCase("--target=Expand", "--inventory=local,local", "names local twice")]
    [TestCase("--target=Expand", "--inventory=local,inventories/local.yml", "names inventories/local.yml twice")]
    [TestCase("--target=Expand", "--inventory=nothing-*", "No inventory is named like 'nothing-*'")]
    [TestCase("--target=Expand", "--inventory=local,", "nothing between two commas")]
    [TestCase("--target=Test --target=Verify", "--inventory=local,local-five", "takes no several inventories")]
    [TestCase("--target=Expand --accept-risk=lost-writes-1-to-3", "--inventory=local,local-five", "--accept-risk is meant for one ensemble")]
    [TestCase("--target=Down --purge", "--inventory=local,local-static", "add --yes")]
    public async Task What_is_not_meant_for_several_is_refused_before_any_is_touched(string target, string inventory, string told)
    {
        var (exitCode, output) = await SuiteProcess.RunAsync([.. target.Split(' '), inventory]);

        Assert.That(exitCode, Is.EqualTo(2), output);
        Assert.That(output, Does.Contain(told).And.Contain("Nothing was touched."));
    }
}
