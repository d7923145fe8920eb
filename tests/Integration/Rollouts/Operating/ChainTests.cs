using System.Globalization;
using Integration.Security;
using Lab;

namespace Integration.Rollouts.Operating;

/// <summary>
/// The life of an ensemble: thirty random operations, each killed once in the middle and then carried out by the same
/// command, with somebody else's clients writing all the while. <c>SEED</c> repeats one.
/// </summary>
[NonParallelizable]
[Category("Long")]
[Category("Chain")]
public sealed class ChainTests
{
    private const int Operations = 30;

    /// <param name="isSecured">By certificates of two authorities, which take turns.</param>
    [TestCase("3.9.3", "3.9.6", true, 3, false)]
    [TestCase("3.8.0", "3.9.6", false, 5, false)]
    [TestCase("3.4.13", "3.4.13", false, 3, false)]
    [TestCase("3.9.3", "3.9.6", false, 3, true)]
    public async Task Nothing_is_missing_after_thirty_operations_that_were_all_killed_once(
        string version, string later, bool isDynamic, int members, bool isSecured)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, members, 9);
        (inventory.Wanted, inventory.IsEmbedded) = (members, !isSecured);
        Pki[] authorities = isSecured ? [Pki.Of(inventory, "First authority"), Pki.Of(inventory, "Second authority")] : [];
        inventory.Write();
        authorities.FirstOrDefault()?.Write("both", "tls");
        await ExpansionTests.Run(0, isSecured ? "--target=Deploy" : "--target=Expand", $"--inventory={inventory.File}");
        var load = await Load.StartAsync(inventory.ClientPorts.Values);
        var chain = new Chain(inventory, later, authorities, Seed.Random());
        try
        {
            for (var number = 1; number <= Operations; number++)
            {
                var told = await chain.NextAsync();
                await TestContext.Progress.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{version} {number,2} {told}; {load.Acknowledged} writes acknowledged"));
            }
        }
        finally
        {
            await load.StopAsync();
        }

        Assert.That(load.Acknowledged, Is.GreaterThan(500));
        foreach (var id in chain.Members)
        {
            Assert.That(await load.MissingAsync(inventory.ClientPorts[id]), Is.Empty, $"server {id}");
        }

        Assert.That(chain.Kinds, Has.Count.GreaterThan(5), "operations of many kinds");
        await TestContext.Progress.WriteLineAsync(
            $"{version}: {load.Acknowledged} writes acknowledged, 0 missing, {load.Failures.Count} failed, {chain.Killed} runs killed");
        await load.DisposeAsync();
    }
}
