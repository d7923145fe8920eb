using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Scriban.Runtime;
using ZooKeeper;

namespace Ensembles.Rendering;

/// <summary>
/// What the applications of an inventory's section <c>clients</c> have to be told of the ensemble: a part of each one's own
/// configuration, from <c>templates/clients</c>.
/// </summary>
public sealed class ClientFiles(string templatesFolder)
{
    private static readonly ImmutableDictionary<string, string> Files = new Dictionary<string, string>
    {
        ["kafka"] = "kafka.properties", ["storm"] = "storm.yaml", ["hbase"] = "hbase-site.xml", ["solr"] = "solr.in.sh",
        ["clickhouse"] = "clickhouse.xml",
    }.ToImmutableDictionary();

    private readonly TemplateFolder templates = new(Path.Combine(templatesFolder, "clients"));

    /// <returns>A file for each application, in the order of <see cref="ClientApplication.Names"/>; empty where there is none.</returns>
    /// <exception cref="RenderingException">A template is missing or wrong.</exception>
    public ImmutableArray<RenderedFile> Render(Inventory inventory) =>
        [.. inventory.Applications.Select(application => Make(inventory, application))];

    private RenderedFile Make(Inventory inventory, ClientApplication application)
    {
        var ports = inventory.Servers.Select(server => server.ClientPort).Distinct().ToList();
        var model = new ScriptObject
        {
            ["ensemble"] = inventory.Ensemble,
            ["connection_string"] = ConnectionString.Of(inventory, application.Chroot),
            ["quorum"] = ConnectionString.Of(inventory),
            ["chroot"] = application.Chroot,
            ["servers"] = new ScriptArray(inventory.Servers.Select(server => new ScriptObject
            {
                ["host"] = server.Host, ["address"] = HostPort.Bracketed(server.Host), ["port"] = server.ClientPort,
            })),
            ["port"] = ports[0],
            ["has_one_port"] = ports.Count == 1,
            ["is_tls"] = inventory.Security.Clients == ClientTransport.Tls,
        };
        FileGrammar.CheckModel(model);
        var name = Files[application.Name];
        return new(name, "", templates.Render(name, model), Renderer.Readable, Restart: false);
    }
}
