using Ensembles.Inventories;

namespace Unit.Inventories;

internal sealed class InventoryFilesTests
{
    [Test]
    public void A_name_is_a_file_among_the_inventories() =>
        Assert.That(
            InventoryFiles.Resolve("local", Checkout.Root),
            Is.EqualTo(Path.Combine(Checkout.Root, "inventories", "local.yml")));

    [TestCase("inventories/local.yml")]
    [TestCase("local.yml")]
    public void A_path_is_taken_from_the_project(string path) =>
        Assert.That(
            InventoryFiles.Resolve(path, Checkout.Root),
            Is.EqualTo(Path.Combine(Checkout.Root, "inventories", "local.yml")));

    [Test]
    public void An_unknown_name_lists_those_there_are_nearest_first()
    {
        var error = Assert.Throws<InventoryException>(() => InventoryFiles.Resolve("locl-fiev", Checkout.Root));

        Assert.That(error.Message, Does.StartWith("There is no inventory 'locl-fiev'"));
        Assert.That(error.Message, Does.Contain("with one of local-five, local-"));
        Assert.That(error.Message, Does.Contain("example-production"));
        Assert.That(error.Message, Does.Not.Contain("schema"));
    }

    [TestCase("inventories/")]
    [TestCase("./docs")]
    public void A_folder_is_told_to_be_one(string name) => Assert.That(
        () => InventoryFiles.Resolve(name, Checkout.Root), Throws.TypeOf<InventoryException>().With.Message.Contains(" is a folder, and an inventory is a file"));

    [TestCase("")]
    [TestCase("no/such.yml")]
    public void What_is_no_file_is_refused(string name) =>
        Assert.That(() => InventoryFiles.Resolve(name, Checkout.Root), Throws.TypeOf<InventoryException>());
}
