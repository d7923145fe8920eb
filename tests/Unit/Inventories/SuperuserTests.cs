using System.Runtime.Versioning;
using Ensembles.Inventories;

namespace Unit.Inventories;

internal sealed class SuperuserTests
{
    private static readonly string Embedded = Project.Good
        .Replace("membership: static", "membership: dynamic", StringComparison.Ordinal)
        .Replace("java: { heap: 1g }", "superuser: { passwordFile: .local/super }", StringComparison.Ordinal)
        + "\nembedded: { start: [1] }";

    [Test]
    public void An_embedded_inventorys_password_is_made_when_asked_and_stays()
    {
        using var project = new Project();
        var superuser = project.ReadGood(Embedded).Superuser!;
        Assert.That(
            () => superuser.Password, Throws.TypeOf<InventoryException>().With.Message.Contains(".local/super"));

        Assert.That(superuser.MakeFile(), Is.True);
        Assert.That(superuser.MakeFile(), Is.False);

        Assert.That(superuser.Password, Does.Match("^[0-9a-f]{48}$"));
        Assert.That(project.ReadGood(Embedded).Superuser!.Password, Is.EqualTo(superuser.Password));
        Assert.That(Directory.GetFiles(Path.Combine(project.Root, ".local")), Is.EqualTo([superuser.File]));
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(
                File.GetUnixFileMode(superuser.File!), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Test]
    public void The_first_line_of_the_file_is_the_password()
    {
        using var project = new Project();
        Write(project, "hunter2\nmore\n");

        Assert.That(project.ReadGood(Embedded).Superuser!.Password, Is.EqualTo("hunter2"));
    }

    [TestCase("", "is empty")]
    [TestCase("\n", "is empty")]
    [TestCase("a\tb\n", "has characters other than printable ASCII")]
    public void A_file_without_a_password_is_a_fault(string content, string message)
    {
        using var project = new Project();
        Write(project, content);

        var fault = project.Read(Embedded).Faults.Single();

        Assert.That(fault.Subject.Key, Is.EqualTo("superuser.passwordFile"));
        Assert.That(fault.Message, Does.EndWith("the superuser's password in the first line " + message));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "has no permission bits")]
    [UnsupportedOSPlatform("windows")]
    public void A_file_that_others_may_read_is_a_warning()
    {
        using var project = new Project();
        Write(project, "hunter2");
        File.SetUnixFileMode(Path.Combine(project.Root, ".local/super"), (UnixFileMode)0b110_100_100);

        var reading = project.Read(Embedded);

        Assert.That(reading.Faults.Single().Message, Does.EndWith(".local/super, which others may read"));
        Assert.That(reading.Inventory, Is.Not.Null);
    }

    [Test]
    public void It_never_prints_itself() =>
        Assert.That($"{new Superuser("hunter2")}", Is.EqualTo("Superuser { Password = *** }"));

    private static void Write(Project project, string content)
    {
        string file = Path.Combine(project.Root, ".local/super");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
