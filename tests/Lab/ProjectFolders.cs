namespace Lab;

/// <summary>Folders of the checkout that the test assembly was built from.</summary>
public static class ProjectFolders
{
    /// <summary>The environment variable that names another folder for releases and the Java runtime.</summary>
    public const string ReleasesVariable = "LAB_RELEASES";

    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Archives, unpacked releases and the Java runtime; kept between runs.</summary>
    public static string Releases { get; } =
        Environment.GetEnvironmentVariable(ReleasesVariable) is { Length: > 0 } named
            ? named
            : Path.Combine(Root, ".cache", "releases");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Suite.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Suite.slnx");
    }
}
