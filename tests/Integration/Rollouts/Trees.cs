using System.Globalization;
using Lab;

namespace Integration.Rollouts;

/// <summary>How much servers hold, by their own word.</summary>
internal static class Trees
{
    /// <summary>
    /// From here on the inventory is one of servers that somebody else has set up: the suite does not start them first,
    /// as it does with its embedded default.
    /// </summary>
    public static async Task LeaveToItselfAsync(SuiteInventory inventory) => await File.WriteAllLinesAsync(
        inventory.File, (await File.ReadAllLinesAsync(inventory.File)).Where(line =>
            !line.StartsWith("embedded:", StringComparison.Ordinal)));

    /// <summary>Waits for an answer that tells a count.</summary>
    public static async Task<int> ZnodesAsync(int port) => int.Parse(
        await Poll.UntilAsync(
            async () => FourLetterWord.Field(await FourLetterWord.AskAsync(port, "srvr"), "Node count"),
            () => $"{port} tells no count of znodes"),
        CultureInfo.InvariantCulture);
}
