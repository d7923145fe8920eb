using System.Runtime.CompilerServices;

namespace Unit.Rendering;

/// <summary>
/// Compares a text with a file beside the tests. Set UPDATE_SNAPSHOTS=1 to accept what is new, and read the difference
/// before it is committed.
/// </summary>
internal static class Snapshot
{
    public static void Match(string actual, string name, [CallerFilePath] string caller = "")
    {
        // The caller's path is mapped away in deterministic builds: the checkout knows where the tests are.
        string folder = Path.Combine(
            Inventories.Checkout.Root, "tests", "Unit", Path.GetFileName(Path.GetDirectoryName(caller))!, "Snapshots");
        string verified = Path.Combine(folder, name + ".verified");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(verified, actual);
        }

        string received = Path.Combine(TestContext.CurrentContext.WorkDirectory, name + ".received");
        if (!File.Exists(verified) || File.ReadAllText(verified) != actual)
        {
            File.WriteAllText(received, actual);
            Assert.That(actual, Is.EqualTo(File.Exists(verified) ? File.ReadAllText(verified) : ""),
                $"diff {verified} {received}");
        }
    }
}
