using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Releases;
using Ensembles.Rendering;
using Ensembles.Rollouts;
using Lab;
using Unit.Inventories;
using Unit.Planning;
using Unit.Releases;

namespace Unit.Rollouts;

/// <summary>A release on its way to more hosts than an uplink should serve at once.</summary>
public sealed class DistributionTests
{
    private const int Hosts = 50;

    [Test]
    public async Task A_release_is_sent_to_eight_hosts_at_once_and_to_all_in_the_end()
    {
        var folder = TestFolder.Create();
        var inventory = Given.Inventory(Hosts, MembershipKind.Static) with
        {
            Release = new() { Version = new(3, 9, 9), Archive = Archives.Release(folder, "new").Path },
        };
        var uplink = new Uplink(Distribution.MostUploads);
        var fleet = new Fleet(inventory, server => new ReceivingHost(server.Host, uplink));
        var renderer = new Renderer(Checkout.Templates);
        var distribution = new Distribution(fleet, renderer, new(fleet, renderer), new ReleaseStore(folder));

        var told = await distribution.InstallAsync(new Progress<string>(), default);

        Assert.That(uplink.Most, Is.EqualTo(8));
        Assert.That(told.Releases, Has.Length.EqualTo(Hosts).And.Unique);
    }
}
