using System.Diagnostics;

namespace Lab;

/// <summary>The sshd of this machine; where there is none it is installed (root), or unpacked.</summary>
internal sealed class SshdProgram
{
    private static readonly SemaphoreSlim One = new(1);
    private static SshdProgram? found;

    private SshdProgram(string sshd) => Sshd = sshd;

    public string Sshd { get; }

    /// <summary>What an unpacked sshd needs to find its own parts (OpenSSH 9.8 and 10), for sshd_config.</summary>
    public string Extra =>
        string.Join('\n', new[] { ("SshdSessionPath", "sshd-session"), ("SshdAuthPath", "sshd-auth") }
            .Select(part => (part.Item1, Path: Path.GetFullPath(Path.Combine(Sshd, "../../lib/openssh", part.Item2))))
            .Where(part => !Sshd.StartsWith("/usr/sbin/", StringComparison.Ordinal) && File.Exists(part.Path))
            .Select(part => $"{part.Item1} {part.Path}"));

    /// <summary>The test is ignored where it cannot be had.</summary>
    public static async Task<SshdProgram> FindAsync()
    {
        await One.WaitAsync();
        try
        {
            return found ??= new(await PathAsync());
        }
        finally
        {
            One.Release();
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<string> RunAsync(string program, params string[] arguments) =>
        await TryAsync(program, arguments) is (0, var output, _)
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed");

    private static async Task<string> PathAsync()
    {
        const string Installed = "/usr/sbin/sshd";
        if (!File.Exists(Installed) && Environment.IsPrivilegedProcess)
        {
            await TryAsync("apt-get", "update", "-q");
            await TryAsync("apt-get", "install", "-q", "-y", "--no-install-recommends", "openssh-server");
        }

        var unpacked = Path.Combine(ProjectFolders.Releases, "sshd");
        if (!File.Exists(Installed) && !Environment.IsPrivilegedProcess && !Directory.Exists(unpacked))
        {
            await UnpackAsync(unpacked);
        }

        if (Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory("/run/sshd"); // Where it shuts itself in; made by its service elsewhere.
        }

        var path = File.Exists(Installed) ? Installed : unpacked + Installed;
        if (!File.Exists(path))
        {
            Prerequisite.IsMissing("There is no sshd: apt-get install openssh-server");
        }

        return path;
    }

    private static async Task UnpackAsync(string target)
    {
        var work = Directory.CreateDirectory($"{target}.{Guid.NewGuid():N}").FullName;
        await TryAsync("/bin/sh", "-c", "cd \"$0\" && apt-get download -q openssh-server", work);
        foreach (var package in Directory.GetFiles(work, "*.deb"))
        {
            await TryAsync("dpkg-deb", "--extract", package, work);
        }

        Directory.Move(work, target);
    }

    private static async Task<(int Code, string Output, string Error)> TryAsync(
        string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, output, await error);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, "", e.Message);
        }
    }
}
