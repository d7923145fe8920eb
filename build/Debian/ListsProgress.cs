using Remote;

namespace Debian;

/// <summary>
/// Tells how far package lists have come: first what is received, then what is unpacked, which on a slow machine takes
/// longer.
/// </summary>
/// <param name="folder">Where apt writes them: <c>lists/partial</c>.</param>
/// <param name="file">What it is, for the reader.</param>
internal sealed class ListsProgress(IProgress<Transfer> transfers, string folder, string file, int suites)
{
    private ListsFolder seen = new(0, null, 0, null);
    private bool received, unpacking;

    public async Task<ToolResult> DuringAsync(Task<ToolResult> update)
    {
        var result = await AptProgress.LookingAsync(update, Look);
        if (result.ExitCode == 0)
        {
            End(result.Output);
        }

        return result;
    }

    private void Look()
    {
        Count();
        if (!received)
        {
            received = seen.Received >= seen.ToReceive;
            transfers.Report(new(file, null, seen.Received, seen.ToReceive));
        }

        if (received)
        {
            unpacking = true;
            // Of the last byte it is not yet known that apt has verified it.
            var done = Math.Min(seen.Unpacked, seen.ToUnpack!.Value - 1);
            transfers.Report(new(file, null, done, seen.ToUnpack) { IsUnpacked = true });
        }
    }

    /// <summary>Files go when apt is done with them: what has come stays counted.</summary>
    private void Count()
    {
        try
        {
            var now = ListsFolder.At(folder, suites);
            seen = new(
                Math.Max(seen.Received, now.Received), now.ToReceive ?? seen.ToReceive,
                Math.Max(seen.Unpacked, now.Unpacked), now.ToUnpack ?? seen.ToUnpack);
        }
        catch (IOException)
        {
            // It was moved while it was read: the next look sees what has come.
        }
    }

    private void End(string output)
    {
        if (!received)
        {
            var all = seen.ToReceive ?? AptProgress.Fetched(output) ?? seen.Received;
            transfers.Report(new(file, null, all, all));
        }

        if (unpacking)
        {
            transfers.Report(new(file, null, seen.ToUnpack!.Value, seen.ToUnpack) { IsUnpacked = true });
        }
    }
}
