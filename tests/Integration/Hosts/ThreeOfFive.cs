using Integration.Rollouts;
using Lab;
using Lab.Hosts;

namespace Integration.Hosts;

/// <summary>
/// Five hosts; an ensemble runs on three of them, under somebody else's writes, and is to grow to all.
/// </summary>
internal sealed class ThreeOfFive : IAsyncDisposable
{
    private ThreeOfFive(LabFleet five, Load load, string file) => (Five, Load, File) = (five, load, file);

    public LabFleet Five { get; }

    public LabHosts Hosts => Five.Lab;

    public Load Load { get; }

    /// <summary>The inventory of all five.</summary>
    public string File { get; }

    public static async Task<ThreeOfFive> StartAsync(string version, bool isDynamic)
    {
        var hosts = await LabHosts.StartAsync(5);
        try
        {
            var five = new LabFleet(hosts, version, isDynamic);
            var three = five with { Servers = [1, 2, 3] };
            await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={await three.WriteAsync()}");
            var load = await Load.StartAsync(five.Servers.Select(five.Client));
            return new(five, load, await five.WriteAsync());
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the writing; every server shows all that was acknowledged.</summary>
    public async Task AssertNothingMissingAsync()
    {
        await Load.StopAsync();
        foreach (var id in Five.Servers)
        {
            Assert.That(await Load.MissingAsync(Five.Client(id)), Is.Empty, $"server {id}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Load.DisposeAsync();
        await Hosts.DisposeAsync();
    }
}
