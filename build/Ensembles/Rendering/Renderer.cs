using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Inventories.Settings;
using Ensembles.Membership;
using Scriban.Runtime;
using ZooKeeper;

namespace Ensembles.Rendering;

/// <summary>
/// Makes a server's files from the templates. The same input gives the same bytes; nothing is read but the templates
/// and what the inventory names: the superuser's password under dynamic membership, certificates and keys. Thread-safe.
/// </summary>
/// <param name="templatesFolder">Holds <c>zoo.cfg.scriban</c> and the others.</param>
public sealed class Renderer(string templatesFolder)
{
    internal const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    internal const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemplateFolder templates = new(templatesFolder);

    /// <summary>The files of one server, <c>zoo.cfg</c> first.</summary>
    /// <param name="pass">
    /// How the server is to speak to the others for now, on the way of an ensemble to TLS or logins or back; null: as in
    /// the end (<see cref="Inventory.WantedLink"/>).
    /// </param>
    /// <exception cref="ArgumentException">
    /// The form does not name the server, or the release does not know the form.
    /// </exception>
    /// <exception cref="RenderingException">A template is missing or wrong.</exception>
    /// <exception cref="InventoryException">The superuser's password, a certificate or a key cannot be read.</exception>
    public ImmutableArray<RenderedFile> Render(
        Inventory inventory, Server server, MembershipForm form, QuorumLink? pass = null)
    {
        Check(inventory, server, form);
        var settings = SecuritySettings.WithSettings(inventory, server, pass);
        var login = SecurityFiles.LoginFlag(inventory, server, pass);
        var model = TemplateModel.Of(inventory, server, form, settings, login);
        FileGrammar.CheckModel(model);
        bool later = inventory.Release.Version.LogsByLogback;
        var files = ImmutableArray.CreateBuilder<RenderedFile>();

        bool secretSettings = form.IsDynamic || settings.Keys.Any(SettingTable.IsSecret);
        files.Add(Make("zoo.cfg", server.Paths.Config, model, secret: secretSettings, hostName: server.Paths.ConfigFile));
        FileGrammar.CheckZooCfg(files[0].Content, settings);
        if (form is MembershipForm.DynamicInitial)
        {
            files.Add(Make(
                "zoo.cfg.dynamic", server.Paths.Config, model, hostName: server.Paths.ConfigFile + ".dynamic"));
        }

        files.Add(Make("myid", server.Paths.Data, model));
        files.AddRange(SecurityFiles.Stores(inventory, server));
        if (!server.FilesAreOurs)
        {
            return files.ToImmutable();
        }

        files.Add(Make("java.env", server.Paths.Config, model, secret: inventory.Java.Flags.Any(MayBeSecret)));
        files.AddRange(SecurityFiles.Logins(inventory, server));

        // Logging is read at the start only, and no ensemble is worth a restart for it: it waits for the next one.
        files.Add(Make("log4j.properties", server.Paths.Config, model, restart: false));
        if (later)
        {
            files.Add(Make("logback.xml", server.Paths.Config, model, restart: false));
        }

        if (server.Service is ServiceSpec.Systemd)
        {
            files.Add(Make("zookeeper.service", "", model) with { HostPath = ServiceUnit.Path(inventory, server) });
        }

        return files.ToImmutable();
    }

    /// <summary>
    /// What watches the ensemble, for its own folder on this machine and no host: <c>prometheus.yml</c>,
    /// <c>targets.json</c>, <c>alerts.yml</c>, <c>dashboard.json</c>. Empty where the inventory has no section <c>metrics</c>.
    /// </summary>
    /// <exception cref="RenderingException">A template is missing or wrong.</exception>
    public ImmutableArray<RenderedFile> RenderMonitoring(Inventory inventory)
    {
        if (inventory.Metrics is null)
        {
            return [];
        }

        var model = Monitoring.Model(inventory);
        FileGrammar.CheckModel(model);
        return
        [
            .. Monitoring.Files.Select(name =>
                new RenderedFile(name, "", templates.Render($"monitoring/{name}", model), Readable, Restart: false)),
        ];
    }

    /// <summary>
    /// What makes and tries a backup every day: a service and a timer of systemd, and a line for a crontab. For this
    /// machine; nothing installs them. Empty where the inventory has no section <c>backups</c>.
    /// </summary>
    /// <param name="root">The project's folder.</param>
    /// <param name="user">The account that runs the suite.</param>
    /// <exception cref="RenderingException">A template is missing or wrong.</exception>
    public ImmutableArray<RenderedFile> RenderBackups(Inventory inventory, string root, string user)
    {
        if (inventory.Backups is not { } backups)
        {
            return [];
        }

        var model = new ScriptObject
        {
            ["ensemble"] = inventory.Ensemble, ["inventory"] = inventory.File, ["root"] = root, ["user"] = user,
            ["hour"] = backups.Hour.ToString("00", System.Globalization.CultureInfo.InvariantCulture),
        };
        FileGrammar.CheckModel(model);
        (string Template, string Name)[] files =
        [
            ("zookeeper-backup.service", $"zookeeper-backup-{inventory.Ensemble}.service"),
            ("zookeeper-backup.timer", $"zookeeper-backup-{inventory.Ensemble}.timer"), ("crontab", "crontab"),
        ];
        return
        [
            .. files.Select(file =>
                new RenderedFile(file.Name, "", templates.Render($"backup/{file.Template}", model), Readable, Restart: false)),
        ];
    }

    private RenderedFile Make(
        string name, string folder, ScriptObject model, bool secret = false, bool restart = true,
        string? hostName = null)
    {
        string text = templates.Render(name, model);
        return new(name, $"{folder}/{hostName ?? name}", text, secret ? Private : Readable, restart) { Secret = secret };
    }

    private static void Check(Inventory inventory, Server server, MembershipForm form)
    {
        var lines = TemplateModel.LinesOf(form);
        if (form is MembershipForm.Static or MembershipForm.DynamicInitial && lines.All(line => line.Id != server.Id))
        {
            // ZooKeeper exits: "My id N not in the peer list".
            throw new ArgumentException(
                $"The lines do not name {server}; a server's own line must be among them", nameof(form));
        }

        if (form.IsDynamic && inventory.Superuser is null)
        {
            throw new ArgumentException(
                $"{inventory.Ensemble} is static by its inventory; write membership: dynamic and a superuser",
                nameof(form));
        }
    }

    private static bool MayBeSecret(string flag) =>
        flag.Contains("password", StringComparison.OrdinalIgnoreCase)
        || flag.Contains("secret", StringComparison.OrdinalIgnoreCase);
}
