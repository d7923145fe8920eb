using Remote;

namespace Debian;

/// <summary>Finds a Java runtime on this machine, or gets Debian's without root.</summary>
/// <param name="cacheFolder">Where a fetched runtime is kept; safe to delete while no server runs with it.</param>
/// <param name="transfers">Told how far downloads have come.</param>
public sealed class JavaRuntimes(string cacheFolder, IProgress<Transfer>? transfers = null)
{
    private readonly string folder = Path.GetFullPath(cacheFolder);

    /// <summary>
    /// JAVA_HOME of a runtime: the variable's, the folder of the <c>java</c> on the PATH, or the one fetched earlier.
    /// Null when there is none.
    /// </summary>
    public async Task<string?> FindAsync(CancellationToken cancellation = default)
    {
        foreach (var home in Candidates())
        {
            if (await RunsAsync(home, cancellation))
            {
                return home;
            }
        }

        return null;
    }

    /// <summary>
    /// Where the runtime is that servers on this machine must be told of; null where <c>zkServer.sh</c> finds one by
    /// itself, by the variable or on the PATH. Starts nothing.
    /// </summary>
    public string? HomeToTell =>
        Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } || Tool.Find("java") is not null
            ? null
            : DebianJava.Home(folder);

    /// <summary>JAVA_HOME of a runtime, fetched from Debian's packages if none is found.</summary>
    /// <exception cref="DebianException">There is none and none can be had.</exception>
    public async Task<string> EnsureAsync(
        IProgress<string>? progress = null, CancellationToken cancellation = default) =>
        await FindAsync(cancellation) ?? await new DebianJava(folder, transfers).GetAsync(progress, cancellation);

    private IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } named)
        {
            yield return named;
        }

        // /usr/bin/java is a link to a link: the runtime is where they end.
        if (Tool.Find("java") is { } program &&
            File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName is var target &&
            Path.GetDirectoryName(Path.GetDirectoryName(target ?? program)) is { } home)
        {
            yield return home;
        }

        yield return DebianJava.Home(folder);
    }

    private static async Task<bool> RunsAsync(string home, CancellationToken cancellation)
    {
        var java = Path.Combine(home, "bin", "java");
        return File.Exists(java) && (await Tool.RunAsync(java, ["-version"], cancellation)).ExitCode == 0;
    }
}
