namespace Unit.Inventories;

internal sealed class SecretTests
{
    private const string Password = "s3cr\u00e9t";

    [TestCase("superuser: { password: hunter2 }", "superuser: { password: \"${PASSWORD}\" }")]
    [TestCase("superuser: { password: hunter2 }", "superuser: { password: s3cr\u00e9t }")]
    [TestCase("superuser: { password: hunter2 }", "superuser: s3cr\u00e9t")]
    [TestCase("superuser: { password: hunter2 }", "superuser: [s3cr\u00e9t]")]
    [TestCase("superuser: { password: hunter2 }", "superuser: { password: \"${NONE:-s3cr\u00e9t}\" }")]
    [TestCase("user: deploy", "user: deploy, password: \"${PASSWORD}\", passphrase: s3cr\u00e9t")]
    [TestCase("servers:", "settings: { ssl: { keyStore: { password: \"${PASSWORD}\" } } }\nservers:")]
    [TestCase("servers:", "settings: { ssl.quorum.keyStore.password: s3cr\u00e9t }\nservers:")]
    [TestCase("servers:", "java: { flags: [\"-Dpassword=${PASSWORD}\", \"-Dp=s3cr\u00e9t\"] }\nservers:")]
    [TestCase("servers:", "java: { heap: \"${PASSWORD}\" }\nservers:")]
    [TestCase("id: 1", "id: \"${PASSWORD}\"")]
    public void No_fault_shows_one(string part, string replacement)
    {
        using var project = new Project();
        project.Environment["PASSWORD"] = Password;

        var reading = project.Read(Project.Remote.Replace(part, replacement, StringComparison.Ordinal));

        Assert.That(reading.Inventory, Is.Null);
        Assert.That(reading.Faults, Is.Not.Empty);
        Assert.That(string.Join('\n', reading.Faults), Does.Not.Contain("s3cr"));
    }

    [Test]
    public void An_inventory_printed_shows_none()
    {
        using var project = new Project();
        var inventory = project.ReadGood(Project.Remote
            .Replace("user: deploy", "user: deploy, password: hunter3", StringComparison.Ordinal)
            .Replace("servers:", "settings: { ssl.keyStore.password: hunter4 }\nservers:", StringComparison.Ordinal));

        Assert.That(inventory.ToString(), Does.Not.Contain("hunter"));
        Assert.That(inventory.Connection.Password!.Value, Is.EqualTo("hunter3"));
        Assert.That(inventory.Settings.Values["ssl.keyStore.password"], Is.EqualTo("hunter4"));
    }
}
