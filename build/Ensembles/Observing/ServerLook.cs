using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Ensembles.Histories;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using Ensembles.Rendering;
using ZooKeeper.Client;
using ZooKeeper.Configuration;
using ZooKeeper.Status;

namespace Ensembles.Observing;

/// <summary>Looks at one server: host, files and client port at the same time.</summary>
internal sealed class ServerLook(Fleet fleet, Renderer renderer)
{
    private static readonly TimeSpan WordDeadline = TimeSpan.FromSeconds(3);

    /// <summary>What hosts elsewhere look up: on one machine a name has one meaning.</summary>
    private readonly ImmutableArray<string> names = fleet.Inventory.Connection.Kind == ConnectionKind.Local ? [] :
    [
        .. fleet.Inventory.Servers.Select(server => server.Host).Distinct()
            .Where(host => !IPAddress.TryParse(host, out _)),
    ];

    public async Task<ServerObservation> AtAsync(Server server, CancellationToken cancellation)
    {
        if (fleet.Connector is not null)
        {
            // The words may go through it, and their deadlines are for the server to answer, not for a login.
            await fleet[server].OpenAsync(cancellation);
        }

        var facts = HostFacts.TakeAsync(fleet, server, Files(fleet.Inventory, server), cancellation, names);
        var status = StatusAsync(server, cancellation);
        var conf = ConfAsync(server, cancellation);
        await Task.WhenAll(facts, status, conf);
        var texts = (await facts).Files;
        if (Rotation.OtherAuthorities(
                fleet.Inventory, texts.GetValueOrDefault(server.LivePath(SecuritySettings.TrustStore)),
                texts.GetValueOrDefault(server.StartedCopy(SecuritySettings.TrustStore))) is { IsEmpty: false } others)
        {
            fleet.AlsoTrust(server, others);
            status = await status is null ? StatusAsync(server, cancellation) : status;
            conf = await conf is null ? ConfAsync(server, cancellation) : conf;
        }

        var told = await conf;
        var shown = InForceOf(server, await facts, texts, await status, told?.Membership);
        var inForce = AsWritten(server, shown);
        var wanted = renderer.Render(fleet.Inventory, server, MembershipForm.Of(inForce));
        var (started, digests, kept) = ((await facts).StartedByUs, (await facts).Digests, (await facts).KeptStores);
        var service = ServiceMatch.Of(fleet.Inventory, server, (await facts).Process, started);
        return new ServerObservation
        {
            Server = server,
            Service = service,
            Facts = await facts,
            Status = await status,
            InForce = inForce,
            Link = LinkIn(texts, (await facts) is { Pid: not null, StartedByUs: true }
                ? server.StartedCopy("zoo.cfg") : server.ZooCfgPath()),
            TakesLogins = (await facts).Pid is null || ZooCfg.Parse(texts.GetValueOrDefault((await facts).StartedByUs
                    ? server.StartedCopy("zoo.cfg") : server.ZooCfgPath()) ?? "").Entries
                .Any(entry => entry.Value == SecuritySettings.SaslProvider),
            FiledLink = LinkIn(texts, server.ZooCfgPath()),
            Noted = texts.GetValueOrDefault(server.LeaversFile()) is { } noted
                ? [.. EnsembleConfiguration.Parse(noted).Servers.Values] : [],
            History = HistoryRecord.Parse(texts.GetValueOrDefault(server.HistoryFile())),
            InventoryNote = texts.GetValueOrDefault(server.InventoryFile()),
            StartedFiles = StartedFiles(server, await facts, texts),
            WasAlone = texts.GetValueOrDefault(server.StartedCopy("zoo.cfg")) is { } last && IsAlone(ZooCfg.Parse(last)),
            KeyStore = texts.GetValueOrDefault(server.LivePath(SecuritySettings.KeyStore)),
            TrustStore = texts.GetValueOrDefault(server.LivePath(SecuritySettings.TrustStore)),
            StartedTrustStore = (await facts).StartedByUs ? texts.GetValueOrDefault(server.StartedCopy(SecuritySettings.TrustStore)) : null,
            Stores = StoreSettings.Of(texts.GetValueOrDefault(started ? server.StartedCopy("zoo.cfg") : server.ZooCfgPath())),
            StartedStores = Comparison.StartedStores(
                server, texts, await facts, SecuritySettings.AreReloaded(fleet.Inventory)
                    && StoreSettings.Of(texts.GetValueOrDefault(started ? server.StartedCopy("zoo.cfg") : server.ZooCfgPath())).Rereads),
            StoresDiffer = (await facts).Process is not null && wanted.Any(file => file is { Sealed: true, Restart: false }
                && (digests.GetValueOrDefault(file.HostPath) != file.Digest || kept.Contains(file.Name))),
            Files = texts.Where(file => file.Key != server.LeaversFile() && file.Key != server.HistoryFile() && file.Key != server.InventoryFile()
                    && file.Key != server.LivePath(SecuritySettings.TrustStore) && file.Key != server.LivePath(SecuritySettings.KeyStore)
                    && !file.Key.StartsWith(server.StartedFolder(), StringComparison.Ordinal))
                .ToImmutableSortedDictionary(StringComparer.Ordinal),
            Last = texts.GetValueOrDefault(server.StartedCopy("zoo.cfg")) is { } copy
                ? AsWritten(server, InFile(copy, ZooCfg.Parse(copy).Kept, (await facts).KeptMembers)) : null,
            Filed = (await facts).Pid is null ? null : AsWritten(server, FiledOf(server, await facts, texts)),
            Differences =
            [
                .. Comparison.Of(server, texts, await facts, wanted, told?.Settings),
                .. service.Move is { } keeper
                    ? [new FileDifference("service", "its keeper", keeper, server.Service.Yaml)] : (FileDifference[])[],
            ],
            Edited = Comparison.Edited(server, texts, started, wanted),
            HasAnswered = told is not null,
            Limits = Limits.InForce(await facts, await conf, texts, server),
            FiledLimits = Limits.Filed(texts, server),
            Unmodelled =
            [
                .. Unmodelled.In(server, texts, (await facts).StartedByUs, shown, fleet.Inventory),
                .. new[]
                {
                    OtherAddress.Of(server, (await facts).Process, await status),
                    OtherData.Of(server, await facts, await status),
                }.OfType<UnmodelledLine>(),
            ],
            ClaimedId = Claimed(await conf) ?? (await facts).MyId,
        };
    }

    private RunningConfig AsWritten(Server server, RunningConfig inForce) => inForce switch
    {
        RunningConfig.Static list => new RunningConfig.Static(AsWritten(server, list.Members)),
        RunningConfig.Dynamic list => list with { Members = AsWritten(null, list.Members) },
        var other => other,
    };

    /// <summary>
    /// The same servers as the inventory writes them: ZooKeeper adds what was left open, such as the address
    /// <c>0.0.0.0</c> of a client port, and that is no difference. A server whose own line has an address that is
    /// every address listens on all of them: by that line it means itself.
    /// </summary>
    /// <param name="own">Null: the list is every server's, and so is each line (<see cref="WildcardAddress"/>).</param>
    private EnsembleConfiguration AsWritten(Server? own, EnsembleConfiguration members) => members with
    {
        Servers = members.Servers.ToImmutableSortedDictionary(
            member => member.Key,
            member => fleet.Inventory.Servers.FirstOrDefault(server => server.Id == member.Key)?.Line()
                is { } known && MemberList.SameAddress(known, Named(own, member.Value))
                ? known with { Role = member.Value.Role, Group = member.Value.Group, Weight = member.Value.Weight }
                : Named(own, member.Value)),
    };

    private ServerLine Named(Server? own, ServerLine line) =>
        WildcardAddress.Is(line.Host) && (own is null || own.Id == line.Id)
        && (own ?? fleet.Inventory.Servers.FirstOrDefault(server => server.Id == line.Id)) is { } server
            ? line with { Host = server.Host } : line;

    /// <summary>All that the suite may have written for a server, but the list that ZooKeeper keeps itself.</summary>
    internal static ImmutableArray<string> Files(Inventory inventory, Server server) =>
    [
        server.ZooCfgPath(), server.LeaversFile(), server.HistoryFile(), server.InventoryFile(), .. Comparison.Names.Select(name => $"{server.Paths.Config}/{name}"),
        server.LivePath(SecuritySettings.TrustStore), server.StartedCopy(SecuritySettings.TrustStore),
        server.StartedCopy("zoo.cfg"), server.StartedCopy(Comparison.SealedNote), .. Comparison.Names.Select(server.StartedCopy), $"{server.Paths.Data}/myid",
        .. server.Service is ServiceSpec.Systemd ? [ServiceUnit.Path(inventory, server)] : Array.Empty<string>(),
    ];

    private static bool IsAlone(ZooCfg file) => !file.Entries.Any(entry => entry.Key == ZooCfg.Pointer
        || entry.Key.StartsWith("server.", StringComparison.Ordinal));

    /// <summary>
    /// What its process was started with: the noted copies of a start by the suite; of another start the files as they
    /// stand, where none was written since. Empty where that is not known.
    /// </summary>
    private static ImmutableSortedDictionary<string, string> StartedFiles(
        Server server, HostFacts facts, ImmutableDictionary<string, string> texts)
    {
        var names = Comparison.Names.Prepend(ServerPaths.UsualConfigFile);
        return facts.Process is null || names.Any(name => facts.IsNewer(server.LivePath(name)))
            ? ImmutableSortedDictionary<string, string>.Empty
            : names.Select(name => (Live: server.LivePath(name), Read: facts.StartedByUs ? server.StartedCopy(name) : server.LivePath(name)))
                .Where(file => texts.ContainsKey(file.Read))
                .ToImmutableSortedDictionary(file => file.Live, file => texts[file.Read], StringComparer.Ordinal);
    }

    /// <summary>Null when nothing answers on the client port.</summary>
    public Task<ServerStatus?> StatusAsync(Server server, CancellationToken cancellation) =>
        fleet.StatusAsync(server, WordDeadline, cancellation);

    /// <summary>A single server says 0, whatever its myid is (ZooKeeperServerConf).</summary>
    private static string? Claimed(ConfText? conf) =>
        conf?.Settings.GetValueOrDefault("serverId") is { } id and not "0" ? id : null;

    /// <summary>
    /// What the server itself says that it runs with; the membership alone where it may not say more;
    /// null where it does not serve.
    /// </summary>
    private async Task<ConfText?> ConfAsync(Server server, CancellationToken cancellation)
    {
        var address = Fleet.ClientAddress(server);
        try
        {
            var text = await FourLetterWord.AskAsync(address, "conf", WordDeadline, fleet.Connector, cancellation);
            return ConfText.Parse(text);
        }
        catch (WordRefusedException)
        {
            return new(
                ImmutableSortedDictionary<string, string>.Empty, await MembersBySessionAsync(address, cancellation));
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
                new() { Servers = [address], EstablishTimeout = WordDeadline, Connector = fleet.Connector, Login = fleet.Login },
                cancellation);
            return (await client.GetConfigurationAsync(cancellation)).Configuration;
        }
        catch (ZooKeeperException)
        {
            return null;
        }
    }

    private static RunningConfig InForceOf(
        Server server, HostFacts facts, ImmutableDictionary<string, string> texts, ServerStatus? status,
        EnsembleConfiguration? members)
    {
        var live = texts.GetValueOrDefault(server.ZooCfgPath());
        var kept = live is null ? null : ZooCfg.Parse(live).Kept;
        if (status?.Mode == ServerMode.Standalone)
        {
            return new RunningConfig.Alone();
        }

        if (members is { Servers.IsEmpty: false })
        {
            return members.Version is > 0 ? new RunningConfig.Dynamic(members, kept) : new RunningConfig.Static(members);
        }

        var file = facts is { Pid: not null, StartedByUs: true }
            ? texts.GetValueOrDefault(server.StartedCopy("zoo.cfg")) : live;
        return file is null ? new RunningConfig.Nothing() : InFile(file, kept, facts.KeptMembers);
    }

    /// <summary>How a server with this file speaks to the others; null where there is no such file.</summary>
    private static QuorumLink? LinkIn(ImmutableDictionary<string, string> texts, string path) =>
        texts.GetValueOrDefault(path) is { } text ? QuorumLink.Of(key => ZooCfg.Parse(text)[key]) : null;

    private static RunningConfig FiledOf(Server server, HostFacts facts, ImmutableDictionary<string, string> texts) =>
        texts.GetValueOrDefault(server.ZooCfgPath()) is { } live
            ? InFile(live, ZooCfg.Parse(live).Kept, facts.KeptMembers)
            : new RunningConfig.Nothing();

    /// <summary>What a server runs or would start with, by its file.</summary>
    private static RunningConfig InFile(string text, MembershipForm.DynamicKept? kept, EnsembleConfiguration? members)
    {
        if (ZooCfg.Parse(text).Kept is not null && members is not null)
        {
            return new RunningConfig.Dynamic(members with { Version = VersionIn(kept?.DynamicConfigFile) }, kept);
        }

        var listed = EnsembleConfiguration.Parse(text);

        return listed.Servers.Count < 2 ? new RunningConfig.Alone() : new RunningConfig.Static(listed);
    }

    /// <summary>
    /// ZooKeeper ends the names of the files it writes with the version: <c>zoo.cfg.dynamic.100000000</c>.
    /// </summary>
    private static long? VersionIn(string? pointer) =>
        long.TryParse(Path.GetExtension(pointer ?? "").TrimStart('.'), NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture, out var version) ? version : null;
}
