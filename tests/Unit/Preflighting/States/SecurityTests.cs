using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Observing;
using Ensembles.Preflight.States;
using Unit.Observing;
using Unit.Planning;

namespace Unit.Preflighting.States;

/// <summary>What would cut clients or servers off, or is not known of how a server speaks, is refused before any change.</summary>
internal sealed class SecurityTests
{
    private static readonly QuorumLink Tls = new(Tls: true), Both = new(TakesBoth: true);

    [TestCase(false, false, false)]
    [TestCase(false, true, true)]
    [TestCase(true, true, false)]
    [TestCase(true, false, true)]
    public void What_a_port_answers_must_fit_the_file(bool isFiled, bool answers, bool refused) => Assert.That(
        Codes(new(), server => server with { Link = isFiled ? Tls : default, Greeting = new(answers, null) }),
        refused ? Has.Member(HostCodes.LinkUnknown) : Has.No.Member(HostCodes.LinkUnknown));

    [Test]
    public void A_server_that_takes_both_answers_by_tls() => Assert.That(
        Codes(new(), server => server with { Link = Both, Greeting = new(true, null) }), Has.No.Member(HostCodes.LinkUnknown));

    [Test]
    public void A_port_that_was_not_reached_tells_nothing() => Assert.That(
        Codes(new(), server => server with { Link = Tls, Greeting = null }), Has.No.Member(HostCodes.LinkUnknown));

    [Test]
    public void Plain_clients_are_not_cut_off_at_once()
    {
        var tls = new SecuritySpec { Clients = ClientTransport.Tls };
        Assert.That(Codes(tls, server => Listening(server, 2181)), Has.Member(HostCodes.ClientTlsSwitch));
        Assert.That(Codes(tls, server => Listening(server, 2181, 2281)), Has.No.Member(HostCodes.ClientTlsSwitch));
    }

    [Test]
    public void Logins_are_required_only_of_servers_that_can_check_them()
    {
        var required = new SecuritySpec { ClientSasl = SaslMechanism.Digest, RequireSasl = true };
        Assert.That(Codes(required, server => server with { TakesLogins = false }), Has.Member(HostCodes.ClientLoginSwitch));
        Assert.That(Codes(required, server => server), Has.No.Member(HostCodes.ClientLoginSwitch));
    }

    [Test]
    public void A_store_keeps_the_password_that_opens_it()
    {
        const string Location = "ssl.quorum.keyStore.location";
        ServerObservation Losing(ServerObservation server) => server with
        {
            Differences = [new("zoo.cfg", "ssl.quorum.keyStore.password", "***", null)],
        };
        Assert.That(Codes(new(), Losing, (Location, "/etc/zk.p12")), Has.Member(HostCodes.StorePasswordMissing));
        Assert.That(Codes(new(), Losing), Has.No.Member(HostCodes.StorePasswordMissing));
    }

    private static IEnumerable<FindingCode> Codes(
        SecuritySpec security, Func<ServerObservation, ServerObservation> change, params (string Key, string Value)[] settings)
    {
        var three = Given.Static(1, 2, 3);
        var inventory = Given.Inventory(3, MembershipKind.Static) with { Security = security };
        inventory = inventory with
        {
            Settings = inventory.Settings with
            {
                Values = inventory.Settings.Values.AddRange(settings.Select(one => KeyValuePair.Create(one.Key, one.Value)))
                    .Add("tickTime", "2000").Add("initLimit", "10").Add("syncLimit", "5"),
            },
        };
        ImmutableArray<ServerObservation> servers =
        [
            change(Seen.Server(Given.Leads(1, three))), Seen.Server(Given.Follows(2, three)), Seen.Server(Given.Follows(3, three)),
        ];
        return StatePreflight.Judge(inventory, new(servers), server => $"host{server.Id}").Select(fault => fault.Code);
    }

    private static ServerObservation Listening(ServerObservation server, params int[] ports) => server with
    {
        Facts = server.Facts with
        {
            Process = server.Facts.Process! with
            {
                Listening = [.. ports.Select(port => new System.Net.IPEndPoint(System.Net.IPAddress.Any, port))],
            },
        },
    };
}
