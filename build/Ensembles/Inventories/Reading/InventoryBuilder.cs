using Ensembles.Findings;
using Ensembles.Inventories.Security;
using ZooKeeper;

namespace Ensembles.Inventories.Reading;

/// <summary>
/// Puts the sections together. Each reports what is wrong with it, whatever is wrong with the others.
/// </summary>
internal sealed class InventoryBuilder(FoundMap root, ReadContext context, string file)
{
    /// <returns>Null if and only if an error was reported.</returns>
    public Inventory? Build()
    {
        var reader = new ServersReader(root, context);
        var servers = reader.Read();
        var release = ReleaseReader.Read(root, context);
        var connection = ConnectionReader.Read(root, context);
        var membership = ReadMembership(release);
        var settings = SettingsReader.Read(root, release, context.Faults);
        var java = JavaReader.Read(root, context);
        var security = SecurityReader.Read(root, servers, context);
        var backups = BackupsReader.Read(root, servers, context);
        var metrics = MetricsReader.Read(root, release, context);
        if (root.Map("security") is { } section)
        {
            new SecurityChecks(root, section, security, context).Run(servers, release?.Version, settings);
            if (security.Clients == ClientTransport.Tls && membership == MembershipKind.Dynamic)
            {
                context.Faults.Error(InventoryCodes.TlsAloneIsStatic, section.Place("clients"),
                    "is tls, and under dynamic membership every member needs a plain port",
                    "write both, and let a firewall keep the plain port to the hosts of the ensemble");
            }
        }

        var superuser = SuperuserReader.Read(root, membership, context);
        string? install = reader.InstallPath;
        new ServerChecks(servers, root, context).Run(release, membership);
        new FolderChecks(servers, root, install, context).Run();
        var embedded = EmbeddedReader.Read(root, servers, context);
        ServiceReader.Read(root, ServerPaths.AnyId, context); // For its faults: each server reads it with its own id.
        return context.Faults.AnyError ? null : new Inventory
        {
            Ensemble = context.Ensemble,
            File = file,
            Release = release!,
            Membership = membership!.Value,
            Connection = connection!,
            InstallPath = install!,
            Service = reader.UsualService,
            User = root.Text("user")?.Value
                ?? (reader.UsualService is ServiceSpec.Systemd
                    || servers.Any(server => server.Service is ServiceSpec.Systemd) ? "zookeeper" : null),
            Settings = settings,
            Java = java,
            Superuser = superuser,
            Security = security,
            Metrics = metrics,
            Backups = backups,
            Servers =
            [
                .. servers.OrderBy(server => server.Id)
                    .Select(server => server.ToServer() with { Clients = security.Clients }),
            ],
            Embedded = embedded,
            UsualPaths = reader.UsualPaths,
            Applications =
            [
                .. ClientApplication.Names.Select(name => (Name: name, root.Map("clients")?.Text(name)?.Value))
                    .Where(found => found.Value is not null).Select(found => new ClientApplication(found.Name, found.Value!)),
            ],
        };
    }

    private MembershipKind? ReadMembership(ReleaseSpec? release)
    {
        if (root.Text("membership") is not { } text)
        {
            return null;
        }

        if (text.Value == "static")
        {
            return MembershipKind.Static;
        }

        if (release is not null && !release.Version.HasReconfig)
        {
            context.Faults.Error(InventoryCodes.DynamicUnsupported, text, release.Version.Minor < 5
                ? $"dynamic is impossible with ZooKeeper {release.Version}: 3.4 knows no reconfig"
                : $"dynamic is unsafe with ZooKeeper {release.Version}: any client may change the members before 3.5.3",
                "write static, or use 3.5.3 or later");
        }

        return MembershipKind.Dynamic;
    }
}
