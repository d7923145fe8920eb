using ZooKeeper;

namespace Ensembles.Rendering;

/// <summary>The words that a server answers to.</summary>
internal static class FourLetterWords
{
    /// <summary>The key that lists them.</summary>
    public const string Key = "4lw.commands.whitelist";

    /// <summary>
    /// What gates and Status ask, and what the inventory adds. <c>srvr</c> is answered in any case; 3.4.10 to 3.4.14
    /// answer all but two without the key, later releases only <c>srvr</c> (ZOOKEEPER-2693).
    /// </summary>
    /// <param name="wanted">Value of the setting in the inventory.</param>
    /// <returns>Value of <c>4lw.commands.whitelist</c>; null for releases without it, which answer all.</returns>
    public static string? Whitelist(Version version, string? wanted)
    {
        if (!version.HasWordWhitelist)
        {
            return null;
        }

        const StringSplitOptions Words = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        string[] extra = wanted?.Split(',', Words) ?? [];
        if (extra.Contains("*"))
        {
            return "*";
        }

        IEnumerable<string> ours = ["srvr", "mntr", "conf", "hash", "isro", "ruok"];
        return string.Join(", ", ours.Where(word => word != "hash" || version.Minor >= 6).Union(extra));
    }
}
