using System.Diagnostics;

namespace Lab;

/// <summary>Something that a machine may lack: tests that need it are ignored there, and fail in CI.</summary>
public static class Prerequisite
{
    /// <summary>A build server runs this: it has the variable CI in its environment, whatever its value.</summary>
    public static bool IsCi => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));

    /// <summary>Ends the test.</summary>
    /// <param name="missing">What is missing, and the remedy.</param>
    public static void IsMissing(string missing)
    {
        if (IsCi)
        {
            Assert.Fail(missing);
        }

        Assert.Ignore(missing);
    }

    /// <summary>
    /// Programs that a test starts. On a build server that runs tests as root what is missing is installed
    /// from Debian's packages; elsewhere the test is ignored.
    /// </summary>
    public static void Programs(params IReadOnlyCollection<(string Program, string Package)> needed)
    {
        lock (Installing)
        {
            var missing = Missing(needed);
            if (missing.Count > 0 && IsCi && Environment.IsPrivilegedProcess)
            {
                Run("apt-get", "update", "--quiet");
                var packages = missing.Select(one => one.Package).Distinct();
                Run("apt-get", ["install", "--quiet", "--yes", "--no-install-recommends", .. packages]);
                missing = Missing(needed);
            }

            if (missing.Count > 0)
            {
                IsMissing($"This test needs {string.Join(", ", missing.Select(one => one.Program))}: " +
                    $"apt-get install {string.Join(' ', missing.Select(one => one.Package).Distinct())}");
            }
        }
    }

    private static readonly Lock Installing = new();

    private static List<(string Program, string Package)> Missing(
        IReadOnlyCollection<(string Program, string Package)> needed)
    {
        var folders = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':');
        return [.. needed.Where(one => !folders.Any(folder => File.Exists(Path.Combine(folder, one.Program))))];
    }

    private static void Run(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
        };
        using var process = Process.Start(start)!;
        process.WaitForExit();
    }
}
