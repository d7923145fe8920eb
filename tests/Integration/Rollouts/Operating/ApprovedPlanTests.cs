using System.Text.Json.Nodes;
using Lab;

namespace Integration.Rollouts.Operating;

/// <summary>The plan that was looked at and approved is what is done, or nothing is.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ApprovedPlanTests
{
    [TestCase("3.9.6", true)]
    [TestCase("3.4.13", false, Category = "Long")]
    public async Task An_approved_plan_is_done_and_no_other(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 4);
        await using var other = SuiteInventory.Of(version, isDynamic, 3, 4);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        var plan = Path.Combine(inventory.Folder, "plan.json");
        string[] expand = ["--target=Expand", $"--plan={plan}", $"--inventory={inventory.File}"];
        await ExpansionTests.Run(2, expand);
        await MakeAsync(inventory, plan);
        var steps = JsonNode.Parse(await File.ReadAllTextAsync(plan))!["steps"]!.AsArray();
        Assert.That(steps.Select(step => (string)step!["title"]!), Has.Member("start server 4"));

        Assert.That(
            await ExpansionTests.Run(2, "--target=Expand", $"--plan={plan}", $"--inventory={other.File}"), Does.Contain("is a plan of the ensemble"));
        inventory.Settings["maxClientCnxns"] = "70";
        inventory.Write();
        Assert.That(await ExpansionTests.Run(3, expand), Does.Contain("ZK4317").And.Contain("the inventory has changed"));

        await MakeAsync(inventory, plan);
        inventory.Kill(1);
        await Poll.UntilAsync(() => inventory.ProcessId(1) is null, "server 1 does not end after SIGKILL");
        await inventory.StartByHandAsync(1);
        Assert.That(await ExpansionTests.Run(3, expand), Does.Contain("ZK4317").And.Contain("the process of server 1"));

        var edited = JsonNode.Parse(await MakeAsync(inventory, plan))!;
        edited["steps"]!.AsArray().RemoveAt(0);
        await File.WriteAllTextAsync(plan, edited.ToJsonString());
        Assert.That(await ExpansionTests.Run(2, expand), Does.Contain("is not as --target=Plan wrote it"));

        await File.WriteAllTextAsync(plan, JsonNode.Parse(await MakeAsync(inventory, plan))!.ToJsonString()); // Laid out otherwise, as tools do.
        Assert.That(await ExpansionTests.Run(0, expand), Does.Contain("missing writes = 0"));
        Assert.That(await ExpansionTests.Run(3, expand), Does.Contain("ZK4317"));

        // The same servers would restart, for another reason and with other files.
        inventory.Settings["maxClientCnxns"] = "71";
        inventory.Write();
        await MakeAsync(inventory, plan);
        Assert.That(
            await ExpansionTests.Run(3, "--target=Restart", $"--plan={plan}", $"--inventory={inventory.File}"),
            Does.Contain("ZK4317").And.Contain("it was made for Expand"));
        await File.WriteAllTextAsync(plan, "{}");
        Assert.That(await ExpansionTests.Run(2, expand), Does.Contain("is no plan"));
    }

    /// <returns>What stands there.</returns>
    private static async Task<string> MakeAsync(SuiteInventory inventory, string plan)
    {
        var output = await ExpansionTests.Run(0, "--target=Plan", "--for=Expand", $"--out={plan}", $"--inventory={inventory.File}");
        Assert.That(output, Does.Contain(plan));
        var text = await File.ReadAllTextAsync(plan);
        Assert.That(text, Does.Contain("restsOn"));
        return text;
    }
}
