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
/// and, under dynamic membership, the superuser's password. Thread-safe.
/// </summary>
/// <param name="templatesFolder">Holds <c>zoo.cfg.scriban</c> and the others.</param>
public sealed class Renderer(string templatesFolder)
{
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemplateFolder templates = new(templatesFolder);

    /// <summary>The files of one server, <c>zoo.cfg</c> first.</summary>
    /// <exception cref="ArgumentException">
    /// The form does not name the server, or the release does not know the form.
    /// </exception>
    /// <exception cref="RenderingException">A template is missing or wrong.</exception>
    /// <exception cref="InventoryException">The superuser's password cannot be read.</exception>
    /// <param name="pass">How it is to speak to the other servers; null: as the inventory wants it.</param>
    public ImmutableArray<RenderedFile> Render(
        Inventory inventory, Server server, MembershipForm form, QuorumLink? pass = null)
    {
        Check(inventory, server, form);
        if (pass is { } link)
        {
            var values = inventory.Settings.Values.SetItems(link.Settings);
            inventory = inventory with { Settings = inventory.Settings with { Values = values } };
        }

        var model = TemplateModel.Of(inventory, server, form);
        FileGrammar.CheckModel(model);
        bool later = inventory.Release.Version.LogsByLogback;
        var files = ImmutableArray.CreateBuilder<RenderedFile>();

        bool secretSettings = form.IsDynamic || inventory.Settings.Values.Keys.Any(SettingTable.IsSecret);
        files.Add(Make("zoo.cfg", server.Paths.Config, model, secret: secretSettings, hostName: server.Paths.ConfigFile));
        FileGrammar.CheckZooCfg(files[0].Content, inventory.Settings.Values);
        if (form is MembershipForm.DynamicInitial)
        {
            files.Add(Make(
                "zoo.cfg.dynamic", server.Paths.Config, model, hostName: server.Paths.ConfigFile + ".dynamic"));
        }

        files.Add(Make("myid", server.Paths.Data, model));
        if (!server.FilesAreOurs)
        {
            return files.ToImmutable();
        }

        files.Add(Make("java.env", server.Paths.Config, model, secret: inventory.Java.Flags.Any(MayBeSecret)));

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
