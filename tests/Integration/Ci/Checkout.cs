using Lab;

namespace Integration.Ci;

/// <summary>
/// The project in a folder of its own as a build server checks it out: nothing is compiled or fetched yet.
/// </summary>
internal static class Checkout
{
    /// <summary>All files that git has or would take, as they are here.</summary>
    public static async Task<string> MakeAsync()
    {
        Prerequisite.Programs(("git", "git"));
        var folder = TestFolder.Create();
        var files = await Program.OutputAsync(
            "git", "ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "-z");
        foreach (var name in files.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var (from, to) = (Path.Combine(ProjectFolders.Root, name), Path.Combine(folder, name));
            if (File.Exists(from))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(from, to);
            }
        }

        return folder;
    }
}
