namespace Unit.Inventories;

/// <summary>The folder that these tests were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find(TestContext.CurrentContext.TestDirectory);

    public static string Templates => Path.Combine(Root, "templates");

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Suite.slnx"))
            ? folder
            : Find(Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("no Suite.slnx above the tests"));
}
