using Ensembles.Inventories.Schema;
using Ensembles.Inventories.Settings;

namespace Unit.Inventories;

/// <summary>
/// What the code of a release reads, a key a line with its source and type: made of the release's jars by the test
/// Integration.Inventories.ReleaseKeysTests.
/// </summary>
internal static class KeyList
{
    public static readonly string[] Releases = ["3.4.13", "3.8.0", "3.9.3", "3.9.6"];

    /// <summary>Read, and not for an operator: switches of ZooKeeper's own tests and starts of other keys.</summary>
    private static readonly string[] NotForUse =
    [
        "forceSnapshotSync", "intBufferStartingSizeBytes", "test.allowDiscontinuousProposals", "testingonly.initialZxid",
        "group", "weight", "server.", "metricsProvider.", "authProvider.", "java.security.login.auth.config",
    ];

    public static IEnumerable<ListedKey> Of(string release) =>
        File.ReadLines(Path.Combine(Checkout.Root, "tests", "Unit", "Inventories", "Keys", release + ".keys"))
            .Select(line => line.Split(' '))
            .Select(parts => new ListedKey(parts[0], parts[1], parts[2]))
            .Where(key => !NotForUse.Contains(key.Name));

    /// <summary>Whether a row takes what the release's code makes of the value.</summary>
    public static bool Fits(Shape shape, string type) => type switch
    {
        "Flag" => shape is FlagShape,
        "Number" => shape is NumberShape || shape is TextShape { Format: var format } && format == TextFormat.PurgeInterval,
        "Fraction" => shape is DecimalShape,
        _ => true, // The code takes a text here and may read it as something else later.
    };
}

internal sealed record ListedKey(string Name, string Source, string Type)
{
    /// <summary>An option of Java only: zoo.cfg cannot set it.</summary>
    public bool IsOptionOnly => Source == "PropertyOnly";
}
