using Integration.Rollouts;

namespace Integration.Security;

/// <summary>Runs that bring TLS, logins and another authority, killed after each of their steps.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
[Category("Kills")]
public sealed class PassKillTests
{
    [TestCase("3.9.6", false)]
    [TestCase("3.9.6", true)]
    [TestCase("3.8.0", false)]
    public async Task Kills_in_passes_are_made_good_by_the_next_run(string version, bool isDynamic)
    {
        await using var growth = await Growth.StartAsync(version, isDynamic, 3, 3);
        var first = Pki.Of(growth.Inventory);
        first.WriteWithLogins("both", "tls");
        await KillAsync(growth, TimeSpan.FromSeconds(2));

        Pki.Of(growth.Inventory, "New authority").WriteWithLogins("both", "tls");
        await KillAsync(growth, TimeSpan.FromSeconds(1));

        growth.Inventory.Security = null;
        growth.Inventory.Write();
        await KillAsync(growth, TimeSpan.FromSeconds(2));
        Assert.That(growth.CutShort, Is.GreaterThan(10));
    }

    /// <summary>After the plan, after each step, and once amid steps; then to the end.</summary>
    private static async Task KillAsync(Growth growth, TimeSpan moment)
    {
        await growth.KillAfterAsync(0);
        await growth.KillAsync(moment);
        while (await growth.KillAfterAsync(1))
        {
        }

        await growth.FinishAsync();
    }
}
