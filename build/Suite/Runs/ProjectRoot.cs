using Cake.Core;

namespace Suite.Runs;

/// <summary>Finds the project from the compiled suite, which lies somewhere below it.</summary>
internal static class ProjectRoot
{
    private const string Marker = "Suite.slnx";

    /// <exception cref="CakeException">No folder above is the project's.</exception>
    public static string Above(string folder)
    {
        for (var candidate = new DirectoryInfo(folder); candidate is not null; candidate = candidate.Parent)
        {
            if (File.Exists(Path.Combine(candidate.FullName, Marker)))
            {
                return candidate.FullName;
            }
        }

        throw new CakeException(
            $"No folder above '{folder}' holds {Marker}: run the suite by ./build.sh of the project.");
    }
}
