using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Rendering;

namespace Unit.Rendering;

internal sealed class SnapshotTests
{
    private const string MoreSettings = """
        settings: { 4lw.commands.whitelist: [stat, mntr], maxSessionTimeout: 60000, quorumListenOnAllIPs: true }
        java: { home: "/usr/lib/jvm/it's java", heap: 512m, flags: [-XX:+UseG1GC, "-Da='$(reboot)`;&|<>\\\"!#~"] }
        """;

    [TestCase("3.4.13", 1)]
    [TestCase("3.4.13", 4)]
    [TestCase("3.5.10", 1)]
    [TestCase("3.5.10", 4)]
    [TestCase("3.6.4", 1)]
    [TestCase("3.8.0", 1)]
    [TestCase("3.9.6", 1)]
    [TestCase("3.9.6", 2)]
    public void Static(string version, int id)
    {
        var inventory = Wanted.Inventory(version, "static");

        Match(inventory, id, Wanted.Static(inventory), $"{version}-static-{id}");
    }

    [TestCase("3.4.13")]
    [TestCase("3.5.10")]
    [TestCase("3.6.4")]
    [TestCase("3.8.0")]
    [TestCase("3.9.6")]
    public void Standalone(string version) =>
        Match(
            Wanted.Inventory(version, "static", MoreSettings), 1, new MembershipForm.Standalone(),
            $"{version}-standalone");

    [TestCase("3.5.10")]
    [TestCase("3.6.4")]
    [TestCase("3.8.0")]
    [TestCase("3.9.6")]
    public void Dynamic_initial(string version)
    {
        var inventory = Wanted.Inventory(version);

        Match(inventory, 1, Wanted.Initial(inventory), $"{version}-dynamic-initial");
    }

    [TestCase("3.5.10")]
    [TestCase("3.6.4")]
    [TestCase("3.8.0")]
    [TestCase("3.9.6")]
    public void Dynamic_kept(string version) =>
        Match(Wanted.Inventory(version, more: MoreSettings), 1,
            new MembershipForm.DynamicKept("/srv/zk/1/conf/zoo.cfg.dynamic.100000004"), $"{version}-dynamic-kept");

    [Test]
    public void Under_systemd()
    {
        var inventory = Wanted.Inventory("3.9.6", more: "service: systemd");

        Match(inventory, 3, Wanted.Initial(inventory), "3.9.6-systemd");
    }

    private static void Match(Inventory inventory, int id, MembershipForm form, string name) =>
        Snapshot.Match(string.Concat(Wanted.Render(inventory, id, form).Select(Show)), name);

    private static string Show(RenderedFile file) =>
        $"======== {file.Name}: {file.HostPath} {Convert.ToString((int)file.Mode, 8)}"
        + $"{(file.Restart ? " restart" : "")}{(file.Secret ? " secret" : "")}\n{file.Content}";
}
