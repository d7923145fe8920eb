using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ensembles.Inventories;
using Ensembles.Planning;
using Ensembles.Rendering;
using ZooKeeper.Client;
using ZooKeeper.Configuration;
using ZooKeeper.Status;

namespace Ensembles.Observing;

/// <summary>Looks at one server: host, files and client port at the same time.</summary>
internal sealed class ServerLook(Fleet fleet, Renderer renderer)
{
    private static readonly TimeSpan WordDeadline = TimeSpan.FromSeconds(3);

    public async Task<ServerObservation> AtAsync(Server server, CancellationToken cancellation)
    {
        var facts = HostFacts.TakeAsync(fleet[server], server, cancellation);
        var files = fleet[server].ReadAsync(Files(server), cancellation);
        var status = StatusAsync(server, cancellation);
        var members = MembersAsync(server, cancellation);
        await Task.WhenAll(facts, files, status, members);
        var texts = (await files).ToImmutableDictionary(file => file.Key, file => Encoding.UTF8.GetString(file.Value));
        var inForce = InForceOf(server, await facts, texts, await status, await members) switch
        {
            InForce.Static list => new InForce.Static(AsWritten(list.Members)),
            InForce.Dynamic list => list with { Members = AsWritten(list.Members) },
            var other => other,
        };
        return new ServerObservation
        {
            Server = server,
            Facts = await facts,
            Status = await status,
            InForce = inForce,
            Differences = Comparison.Of(
                server, texts, (await facts).StartedByUs, renderer.Render(fleet.Inventory, server, FormOf(inForce))),
        };
    }

    /// <summary>
    /// The same servers as the inventory writes them: ZooKeeper adds what was left open, such as the address
    /// <c>0.0.0.0</c> of a client port, and that is no difference.
    /// </summary>
    private EnsembleConfiguration AsWritten(EnsembleConfiguration members) => members with
    {
        Servers = members.Servers.ToImmutableSortedDictionary(
            member => member.Key,
            member => fleet.Inventory.Servers.FirstOrDefault(server => server.Id == member.Key)?.Line(member.Value.Role)
                is { } known && MemberList.SamePlace(known, member.Value) ? known : member.Value),
    };

    /// <summary>The form of the files that a server would have if only its membership stayed as it is.</summary>
    public static MembershipForm FormOf(InForce inForce) => inForce switch
    {
        InForce.Static list => new MembershipForm.Static([.. list.Members.Servers.Values]),
        InForce.Dynamic { Kept: { } kept } => kept,
        InForce.Dynamic list => new MembershipForm.DynamicInitial([.. list.Members.Servers.Values]),
        _ => new MembershipForm.Standalone(),
    };

    private static ImmutableArray<string> Files(Server server) =>
    [
        server.ZooCfgPath(), .. Comparison.Names.Select(name => $"{server.Paths.Config}/{name}"),
        server.StartedCopy("zoo.cfg"), .. Comparison.Names.Select(server.StartedCopy),
    ];

    private async Task<ServerStatus?> StatusAsync(Server server, CancellationToken cancellation)
    {
        try
        {
            return await ServerStatus.AskAsync(
                Fleet.ClientAddress(server), WordDeadline, fleet.Connector, cancellation);
        }
        catch (FourLetterWordException)
        {
            return null;
        }
    }

    /// <summary>The membership by the server's own word; null where it has none, does not serve or may not say.</summary>
    private async Task<EnsembleConfiguration?> MembersAsync(Server server, CancellationToken cancellation)
    {
        var address = Fleet.ClientAddress(server);
        try
        {
            var text = await FourLetterWord.AskAsync(address, "conf", WordDeadline, fleet.Connector, cancellation);
            return ConfText.Parse(text).Membership;
        }
        catch (WordRefusedException)
        {
            return await MembersBySessionAsync(address, cancellation);
        }
        catch (FourLetterWordException)
        {
            return null;
        }
    }

    private async Task<EnsembleConfiguration?> MembersBySessionAsync(
        ZooKeeper.HostPort address, CancellationToken cancellation)
    {
        try
        {
            await using var client = await ZooKeeperClient.ConnectAsync(
                new() { Servers = [address], EstablishTimeout = WordDeadline, Connector = fleet.Connector }, cancellation);
            return (await client.GetConfigurationAsync(cancellation)).Configuration;
        }
        catch (ZooKeeperException)
        {
            return null;
        }
    }

    private static InForce InForceOf(
        Server server, HostFacts facts, ImmutableDictionary<string, string> texts, ServerStatus? status,
        EnsembleConfiguration? members)
    {
        var live = texts.GetValueOrDefault(server.ZooCfgPath());
        var kept = live is null ? null : ZooCfg.Parse(live).Kept;
        if (status?.Mode == ServerMode.Standalone)
        {
            return new InForce.Alone();
        }

        if (members is { Servers.IsEmpty: false })
        {
            return members.Version is > 0 ? new InForce.Dynamic(members, kept) : new InForce.Static(members);
        }

        var file = facts is { Pid: not null, StartedByUs: true } ? texts.GetValueOrDefault(server.StartedCopy("zoo.cfg")) : live;
        return file is null ? new InForce.Nothing() : InFile(file, kept, facts.KeptMembers);
    }

    /// <summary>What a server runs or would start with, by its file.</summary>
    private static InForce InFile(string text, MembershipForm.DynamicKept? kept, EnsembleConfiguration? members)
    {
        if (ZooCfg.Parse(text).Kept is not null && members is not null)
        {
            return new InForce.Dynamic(members with { Version = VersionIn(kept?.DynamicConfigFile) }, kept);
        }

        var listed = EnsembleConfiguration.Parse(text);

        return listed.Servers.Count < 2 ? new InForce.Alone() : new InForce.Static(listed);
    }

    /// <summary>ZooKeeper ends the names of the files it writes with the version: <c>zoo.cfg.dynamic.100000000</c>.</summary>
    private static long? VersionIn(string? pointer) =>
        long.TryParse(Path.GetExtension(pointer ?? "").TrimStart('.'), NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture, out var version) ? version : null;
}
