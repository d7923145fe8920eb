using Ensembles.Membership;
using Ensembles.Rendering;

namespace Unit.Rendering;

internal sealed class RendererTests
{
    [Test]
    public void Twice_the_same_gives_the_same_bytes()
    {
        var inventory = Wanted.Inventory("3.9.6");
        var form = Wanted.Initial(inventory);

        var first = Wanted.Render(inventory, 1, form);
        var again = new Renderer(Unit.Inventories.Checkout.Templates).Render(inventory, inventory.Servers[0], form);

        Assert.That(again, Is.EqualTo(first));
        Assert.That(first.Select(file => file.Content), Has.All.EndsWith("\n").And.All.Not.Contains("\r"));
    }

    [Test]
    public void Every_template_of_the_project_compiles()
    {
        var folder = Unit.Inventories.Checkout.Templates;
        var names = Directory.GetFiles(folder, "*" + TemplateFolder.Extension).Select(Path.GetFileNameWithoutExtension);

        Assert.That(names.Select(name => new TemplateFolder(folder).Compile(name!)), Has.Exactly(7).Items);
    }

    [Test]
    public void Many_threads_render_the_same()
    {
        var inventory = Wanted.Inventory("3.9.6");
        var renderer = new Renderer(Unit.Inventories.Checkout.Templates);
        var form = Wanted.Initial(inventory);

        string[] texts = [.. Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(8)
            .Select(_ => renderer.Render(inventory, inventory.Servers[0], form))
            .Select(files => string.Concat(files.Select(file => file.Content)))];

        Assert.That(texts.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void What_opens_the_ensemble_is_secret_and_private()
    {
        var inventory = Wanted.Inventory("3.9.6", more: "java: { flags: [-Dssl.password=x] }");

        var files = Wanted.Render(inventory, 1, Wanted.Initial(inventory));

        Assert.That(files.Where(file => file.Secret).Select(file => file.Name), Is.EqualTo(["zoo.cfg", "java.env"]));
        Assert.That(files.Where(file => file.Secret).Select(file => file.Mode),
            Has.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(files[0].Content, Does.Not.Contain("hunter2"));
    }

    /// <summary>The digest was made by ZooKeeper's own DigestAuthenticationProvider.main of 3.9.3.</summary>
    [Test]
    public void The_superdigest_is_the_one_that_ZooKeeper_makes() =>
        Assert.That(SuperDigest.Of("hunter2"), Is.EqualTo("super:V1o6/gHR24bI2f+NOZanWPgr+eg="));

    [Test]
    public void The_superdigest_follows_the_algorithm_of_the_settings()
    {
        var inventory = Wanted.Inventory(
            "3.9.6", more: "settings: { DigestAuthenticationProvider.digestAlg: SHA-256 }");

        Assert.That(Wanted.ZooCfg(inventory, 1, Wanted.Initial(inventory)),
            Does.Contain("superDigest=" + SuperDigest.Of("hunter2", "SHA-256") + "\n"));
    }

    [Test]
    public void A_client_port_that_the_ensemble_does_not_name_stays_in_the_file()
    {
        var inventory = Wanted.Inventory("3.9.6");

        Assert.That(
            Wanted.ZooCfg(inventory, 1, new MembershipForm.DynamicKept("/x/zoo.cfg.dynamic.1", ClientPort: true)),
            Does.Contain("\nclientPort=2181\n"));
        Assert.That(Wanted.ZooCfg(inventory, 1, new MembershipForm.DynamicKept("/x/zoo.cfg.dynamic.1")),
            Does.Not.Contain("clientPort="));
    }

    [TestCase("3.4.9", null, null)]
    [TestCase("3.4.10", null, "srvr, mntr, conf, isro, ruok")]
    [TestCase("3.5.2", null, null)]
    [TestCase("3.5.3", "stat,mntr", "srvr, mntr, conf, isro, ruok, stat")]
    [TestCase("3.6.0", " dump , ", "srvr, mntr, conf, hash, isro, ruok, dump")]
    [TestCase("3.9.6", "*", "*")]
    public void The_whitelist_has_what_the_suite_asks_for(string version, string? wanted, string? expected) =>
        Assert.That(FourLetterWords.Whitelist(Version.Parse(version), wanted), Is.EqualTo(expected));

    [Test]
    public void A_form_without_the_server_is_refused()
    {
        var inventory = Wanted.Inventory("3.9.6");

        Assert.That(() => Wanted.Render(inventory, 1, new MembershipForm.Static([inventory.Servers[1].Line()])),
            Throws.ArgumentException.With.Message.Contains("do not name server 1"));
    }

    [Test]
    public void A_dynamic_form_of_a_static_ensemble_is_refused()
    {
        var inventory = Wanted.Inventory("3.9.6", "static");

        Assert.That(() => Wanted.Render(inventory, 1, Wanted.Initial(inventory)),
            Throws.ArgumentException.With.Message.Contains("write membership: dynamic"));
    }

    [TestCase("a\nb {{ no_such }}", ":2: ", "no_such")]
    [TestCase("\n\n{{ settings.no_such }}", ":3: ", "no_such")]
    [TestCase("{{ for line in server_lines }}{{ line.no_such }}{{ end }}", ":1: ", "no_such")]
    [TestCase("{{ id | no_such }}", ":1: ", "no_such")]
    [TestCase("{{ if id }}", "(1,10) : error", "end")]
    public void A_wrong_template_is_named_with_its_line(string template, string line, string what)
    {
        string folder = Directory.CreateTempSubdirectory("templates-").FullName;
        File.WriteAllText(Path.Combine(folder, "zoo.cfg.scriban"), template);
        var inventory = Wanted.Inventory("3.9.6");

        var error = Assert.Throws<RenderingException>(
            () => new Renderer(folder).Render(inventory, inventory.Servers[0], Wanted.Initial(inventory)));

        Assert.That(error.Message, Does.Contain($"zoo.cfg.scriban{line}").And.Contains(what));
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public void A_missing_template_is_named()
    {
        var inventory = Wanted.Inventory("3.9.6");

        Assert.That(() => new Renderer("/no/such").Render(inventory, inventory.Servers[0], Wanted.Initial(inventory)),
            Throws.TypeOf<RenderingException>().With.Message.Contains("/no/such/zoo.cfg.scriban"));
    }

    [Test]
    public void Templates_stored_with_other_line_ends_give_the_same_files()
    {
        string folder = Directory.CreateTempSubdirectory("templates-").FullName;
        foreach (string file in Directory.GetFiles(Unit.Inventories.Checkout.Templates))
        {
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(file)),
                File.ReadAllText(file).Replace("\n", "\r\n", StringComparison.Ordinal));
        }

        var inventory = Wanted.Inventory("3.9.6");
        var form = Wanted.Initial(inventory);

        Assert.That(new Renderer(folder).Render(inventory, inventory.Servers[0], form),
            Is.EqualTo(Wanted.Render(inventory, 1, form)));
        Directory.Delete(folder, recursive: true);
    }
}
