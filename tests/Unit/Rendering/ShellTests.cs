using System.Diagnostics;
using CsCheck;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Rendering;
using Unit.Inventories;

namespace Unit.Rendering;

/// <summary>java.env is run by a shell with the rights of the server: no value may become a command.</summary>
[Platform(Exclude = "Win", Reason = "has no /bin/sh")]
internal sealed class ShellTests
{
    private const string Metacharacters = " \t\n\r'\"`$(){}[]<>|&;!#~*?\\/=%:^@+-,.aZ0\u00e9\u0000\u007f";

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Int[0, Metacharacters.Length - 1].Select(i => Metacharacters[i]).Array[1, 12]
            .Select(letters => new string(letters)),
        Gen.Const("$(touch PWNED)"), Gen.Const("`touch PWNED`"), Gen.Const("';touch PWNED;'"),
        Gen.Const("\";touch PWNED;\""), Gen.Const("x\ntouch PWNED"), Gen.Const("'\\''"),
        Gen.Const("&&touch${IFS}PWNED"));

    [Test]
    public void Any_text_is_refused_or_arrives_as_it_is()
    {
        using var project = new Project();
        int arrived = 0;

        Gen.Select(Gen.Int[0, 2], Text).Sample(
            (place, text) =>
            {
                // Through the environment, so that YAML's own rules for quotes play no part.
                project.Environment["FLAG"] = "-D" + (place == 0 ? text : "a=b");
                project.Environment["JAVA"] = "/opt/" + (place == 1 ? text : "java");
                project.Environment["LOG"] = "/var/" + (place == 2 ? text : "log");
                arrived += Inventory(project) is { } inventory && Check(project, inventory) ? 1 : 0;
            },
            iter: 400, threads: 1);

        Assert.That(arrived, Is.GreaterThan(20));
        Assert.That(Directory.GetFiles(project.Root, "PWNED", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void Any_setting_is_refused_or_arrives_as_it_is_also_after_ZooKeeper_wrote_it_anew()
    {
        using var project = new Project();
        int arrived = 0;

        Text.Sample(
            text =>
            {
                project.Environment["TEXT"] = text;
                var reading = project.Read(
                    Project.Good.Replace("tickTime: 2000", "superUser: \"${TEXT}\"", StringComparison.Ordinal));
                if (reading.Inventory is not { } inventory)
                {
                    return text.Any(letter => letter is < ' ' or > '~' or '\\') || text.Trim() != text;
                }

                arrived++;
                var files = Wanted.Renderer.Render(inventory, inventory.Servers[0], new MembershipForm.Standalone());
                var cfg = ZooCfg.Parse(files[0].Content);
                var again = ZooCfg.Parse(string.Concat(cfg.Entries.Select(entry => $"{entry.Key}={entry.Value}\n")));
                return cfg["superUser"] == text && again["superUser"] == text;
            },
            iter: 1000, threads: 1);

        Assert.That(arrived, Is.GreaterThan(20));
    }

    private static Inventory? Inventory(Project project) => project.Read(Project.Good.Replace(
        "java: { heap: 1g }",
        "java: { home: \"${JAVA}\", flags: [\"${FLAG}\"] }\npaths: { log: \"${LOG}/{id}\" }",
        StringComparison.Ordinal)).Inventory;

    private static bool Check(Project project, Inventory inventory)
    {
        var server = inventory.Servers[0];
        string file = Path.Combine(project.Root, "java.env");
        File.WriteAllText(file, Wanted.Renderer.Render(inventory, server, new MembershipForm.Standalone())
            .Single(rendered => rendered.Name == "java.env").Content);

        var start = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = project.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "-c", ". \"$1\" && printf '%s\\n' \"$SERVER_JVMFLAGS\" \"$JAVA_HOME\" \"$ZOO_LOG_DIR\"", "sh", file,
            },
        };
        using var shell = Process.Start(start)!;
        string[] lines = shell.StandardOutput.ReadToEnd().Split('\n');
        string errors = shell.StandardError.ReadToEnd();
        shell.WaitForExit();

        Assert.That(errors, Is.Empty);
        Assert.That(
            lines, Is.EqualTo([$"-Xmx1g {inventory.Java.Flags[0]}", inventory.Java.Home, server.Paths.Log, ""]));
        Assert.That(inventory.Java.Flags[0], Is.EqualTo(project.Environment["FLAG"]));
        return true;
    }
}
