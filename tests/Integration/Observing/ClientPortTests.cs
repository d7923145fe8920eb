using System.Net;
using System.Net.Sockets;
using System.Text;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Integration.Remote;
using Lab;
using Remote.Ssh;
using ZooKeeper.Status;

namespace Integration.Observing;

/// <summary>Ways to a client port: directly, or through the connection to its host.</summary>
[Parallelizable]
public sealed class ClientPortTests
{
    /// <summary>Nobody has this address (RFC 5737): what is there is only reached through the host.</summary>
    private const string Nowhere = "192.0.2.1";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private RealSshd sshd = null!;
    private SshHost host = null!;
    private TcpListener server = null!;

    private int Port => ((IPEndPoint)server.LocalEndpoint).Port;

    [SetUp]
    public async Task StartAsync()
    {
        server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        _ = AnswerAsync();
        (sshd, host) = await SshdFixture.StartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        server.Dispose();
        await SshdFixture.StopAsync(host, sshd);
    }

    [Test]
    public async Task A_port_that_answers_directly_costs_no_tunnel()
    {
        var fleet = Fleet("127.0.0.1", ClientPortAccess.Auto);

        Assert.That(await AskAsync(fleet), Is.EqualTo("answer"));

        Assert.That(host.RoundTrips, Is.Zero);
    }

    [Test]
    public async Task One_that_does_not_is_reached_through_its_host_and_from_then_on_at_once()
    {
        var fleet = Fleet(Nowhere, ClientPortAccess.Auto);

        Assert.That(await AskAsync(fleet), Is.EqualTo("answer"));
        Assert.That(host.RoundTrips, Is.EqualTo(2), "a look and a connection");
        Assert.That(await AskAsync(fleet), Is.EqualTo("answer"));

        Assert.That(host.RoundTrips, Is.EqualTo(3));
    }

    [Test]
    public async Task Nothing_is_settled_by_a_server_that_is_down()
    {
        var (port, fleet) = (Port, Fleet("127.0.0.1", ClientPortAccess.Auto));
        server.Stop();
        Assert.That(() => AskAsync(fleet), Throws.InstanceOf<FourLetterWordException>());
        Assert.That(host.RoundTrips, Is.EqualTo(1));

        server = new TcpListener(IPAddress.Loopback, port);
        server.Start();
        _ = AnswerAsync();

        Assert.That(await AskAsync(fleet), Is.EqualTo("answer"));
        Assert.That(host.RoundTrips, Is.EqualTo(1), "directly");
    }

    [Test]
    public async Task By_the_inventory_it_is_always_a_tunnel_or_never()
    {
        Assert.That(await AskAsync(Fleet("127.0.0.1", ClientPortAccess.Tunnel)), Is.EqualTo("answer"));
        Assert.That(host.RoundTrips, Is.EqualTo(1));

        Assert.That(Fleet(Nowhere, ClientPortAccess.Direct).Connector, Is.Null);
    }

    private Fleet Fleet(string address, ClientPortAccess access)
    {
        var inventory = InventoryReader.Read(InventoryFile(address, access), _ => "/root", TestFolder.Create())
            .Inventory!;
        return new(inventory, _ => host);
    }

    private string InventoryFile(string address, ClientPortAccess access)
    {
        var file = Path.Combine(TestFolder.Create("inventory"), "inventory.yml");
        File.WriteAllText(file, $$"""
            ensemble: lab
            release: { version: 3.9.3, archive: none.tar.gz }
            membership: static
            connection: { type: ssh, user: deploy, clientPorts: {{access.ToString().ToLowerInvariant()}} }
            servers:
              - { id: 1, host: {{address}}, clientAddress: 127.0.0.1, ports: { client: {{Port}} } }
            """);
        return file;
    }

    private async Task<string> AskAsync(Fleet fleet)
    {
        var address = Ensembles.HostAccess.Fleet.ClientAddress(fleet.Inventory.Servers[0]);
        return await global::ZooKeeper.Status.FourLetterWord.AskAsync(address, "srvr", Deadline, fleet.Connector);
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                using var client = await server.AcceptTcpClientAsync();
                await client.GetStream().ReadExactlyAsync(new byte[4]);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("answer"));
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException
                                      or InvalidOperationException)
        {
            // The test has ended.
        }
    }
}
