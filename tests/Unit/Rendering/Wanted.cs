using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Rendering;
using Unit.Inventories;

namespace Unit.Rendering;

/// <summary>Inventories to render, with paths that are the same on every machine.</summary>
internal static class Wanted
{
    public static readonly Renderer Renderer = new(Checkout.Templates);

    public static Inventory Inventory(string version, string membership = "dynamic", string more = "")
    {
        using var project = new Project();
        string superuser = membership == "dynamic" ? "superuser: { password: hunter2 }" : "";
        return project.ReadGood($$"""
            ensemble: realtime
            release: { version: {{version}}, archive: /dist/zookeeper.tar.gz }
            membership: {{membership}}
            connection: { type: ssh, user: deploy }
            paths:
              install: /opt/zookeeper
              config: "/srv/zk/{id}/conf"
              data: "/srv/zk/{id}/data"
              dataLog: "/log/zk/{id}"
              log: "/srv/zk/{id}/log"
            {{superuser}}
            {{more}}
            servers:
              - { id: 1, host: 10.0.0.11 }
              - { id: 2, host: zk-2.example.com, ports: { admin: 0 } }
              - { id: 3, host: 2001:db8::3 }
              - { id: 4, host: 10.0.0.14, role: observer }
            """);
    }

    public static MembershipForm.Static Static(Inventory inventory) =>
        new([.. inventory.Servers.Select(server => server.Line())]);

    public static MembershipForm.DynamicInitial Initial(Inventory inventory) =>
        new([.. inventory.Servers.Select(server => server.Line())]);

    public static ImmutableArray<RenderedFile> Render(Inventory inventory, int id, MembershipForm form) =>
        Renderer.Render(inventory, inventory.Servers.Single(server => server.Id == id), form);

    public static string ZooCfg(Inventory inventory, int id, MembershipForm form) =>
        Render(inventory, id, form).Single(file => file.Name == "zoo.cfg").Content;
}
