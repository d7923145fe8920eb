using Suite.Outgoing;

namespace Unit.Suite.Outgoing;

internal sealed class InventoryTextTests
{
    [TestCase("superuser: { password: SECRETPW }", "superuser: { password: \"***\" }")]
    [TestCase("superuser:\n  password: \"SECR\\\n    ETPW\"\na: b", "superuser:\n  password: \"***\"\na: b")]
    [TestCase("superuser:\n  password: \"SECRET\n    PW\"\na: b", "superuser:\n  password: \"***\"\na: b")]
    [TestCase("superuser:\n  password: 'SECRET\n    PW'\na: b", "superuser:\n  password: \"***\"\na: b")]
    [TestCase("superuser:\n  password: SECRET\n    PW\na: b", "superuser:\n  password: \"***\"\na: b")]
    [TestCase("superuser:\n  password: >-\n    SECRET\n    PW\na: b", "superuser:\n  password: \"***\"\na: b")]
    [TestCase("superuser:\n  password: \"\\x53ECRETPW\"\na: b", "superuser:\n  password: \"***\"\na: b")]
    [TestCase("settings: { ssl: { keyStore: { password: SECRETPW, type: PEM } } }",
        "settings: { ssl: { keyStore: { password: \"***\", type: PEM } } }")]
    [TestCase("settings: { ssl.keyStore.passwordPath: /etc/pw }", "settings: { ssl.keyStore.passwordPath: /etc/pw }")]
    [TestCase("java: { flags: [\"-Da.password=SECRETPW\", -Xint] }", "java: { flags: [\"***\", -Xint] }")]
    [TestCase("a: [x, [y, { b: SECRETPW }], z] # a comment", "a: [x, [y, { b: \"***\" }], z] # a comment")]
    public void A_password_is_masked_however_it_is_written(string yaml, string expected) =>
        Assert.That(InventoryText.Masked(yaml, ["SECRETPW", null, ""]).TrimEnd(), Is.EqualTo(expected));

    [Test]
    public void What_is_no_YAML_is_left_out() =>
        Assert.That(InventoryText.Masked("a: [\"SECRETPW", []), Does.StartWith("# ").And.Not.Contain("SECRETPW"));
}
