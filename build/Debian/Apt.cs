using System.Text;
using Remote;

namespace Debian;

/// <summary>
/// <c>apt-get</c> as any user: lists, cache and sources lie in a folder of their own, of the machine's configuration
/// only the way to the network (proxies, certificates, retries) and the view of dates (a mirror that lags, a clock that
/// is wrong) are used, and none of its hooks run. Signatures are verified with Debian's archive keyring, always.
/// </summary>
/// <param name="folder">For apt's files; about 40 MB for each suite. Removed by the code that made it.</param>
/// <param name="transfers">Told how far downloads have come.</param>
internal sealed class Apt(string folder, IProgress<Transfer>? transfers = null)
{
    private static readonly string[] MachineOptions =
    [
        "Acquire::http::", "Acquire::https::", "Acquire::socks::", "Acquire::Retries ", "Acquire::ForceIPv",
        "Acquire::Check-Valid-Until ", "Acquire::Check-Date ",
    ];

    private Dictionary<string, string> Environment => new() { ["APT_CONFIG"] = Path.Combine(folder, "apt.conf") };

    /// <summary>Gets the package lists of some suites.</summary>
    /// <exception cref="DebianException">A list cannot be had or its signature not be verified.</exception>
    public async Task UpdateAsync(IReadOnlyCollection<string> suites, CancellationToken cancellation)
    {
        await ConfigureAsync(cancellation);
        await WriteSourcesAsync(suites, DebianMirror.Keyring, cancellation);
        var result = await UpdateListsAsync(suites, cancellation);
        if (result.ExitCode != 0 && IsKeyMissing(result) && await NewerKeyringAsync(cancellation) is { } keyring)
        {
            await WriteSourcesAsync(suites, keyring, cancellation);
            result = await UpdateListsAsync(suites, cancellation);
        }

        if (result.ExitCode != 0)
        {
            throw new DebianException(
                $"apt-get update for {string.Join(" and ", suites.Distinct())} of {DebianMirror.Address} failed: " +
                result.Complaint);
        }
    }

    /// <summary>The versions of a package in the lists, newest first, e.g. <c>3.9.3-1+deb13u1</c>.</summary>
    public async Task<IReadOnlyList<string>> VersionsAsync(string package, CancellationToken cancellation)
    {
        var result = await RunAsync("apt-cache", ["madison", package], cancellation);
        return [.. result.Output.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(columns => columns.Length == 3).Select(columns => columns[1]).Distinct()];
    }

    /// <summary>Downloads packages and unpacks them over each other.</summary>
    /// <param name="packages">As apt-get download takes them: <c>name=version</c>, <c>name/suite</c>.</param>
    public async Task UnpackAsync(IReadOnlyCollection<string> packages, string root, CancellationToken cancellation)
    {
        var files = Directory.CreateDirectory(Path.Combine(folder, "packages")).FullName;
        var result = await DownloadAsync(packages, files, cancellation);
        if (result.ExitCode != 0)
        {
            throw new DebianException($"apt-get download from {DebianMirror.Address} failed: {result.Complaint}");
        }

        Directory.CreateDirectory(root);
        foreach (var file in Directory.GetFiles(files, "*.deb"))
        {
            var unpacked = await RunAsync("dpkg-deb", ["--extract", file, root], cancellation);
            if (unpacked.ExitCode != 0)
            {
                throw new DebianException($"dpkg-deb --extract {Path.GetFileName(file)} failed: {unpacked.Complaint}");
            }

            File.Delete(file);
        }
    }

    private Task<ToolResult> UpdateListsAsync(IEnumerable<string> suites, CancellationToken cancellation)
    {
        var updating = RunAsync("apt-get", ["update", "-q"], cancellation);
        if (transfers is null)
        {
            return updating;
        }

        string[] names = [.. suites.Distinct()];
        var what = $"package lists of Debian {string.Join(" and ", names)}";
        return new ListsProgress(transfers, Path.Combine(folder, "lists/partial"), what, names.Length)
            .DuringAsync(updating);
    }

    private async Task<ToolResult> DownloadAsync(
        IReadOnlyCollection<string> packages, string files, CancellationToken cancellation)
    {
        if (transfers is null)
        {
            return await RunAsync("apt-get", ["download", "-q", .. packages], cancellation, files);
        }

        var uris = await RunAsync("apt-get", ["download", "--print-uris", .. packages], cancellation, files);
        var what = packages.Count == 1 ? $"package {packages.First()}" : $"{packages.Count} packages";
        return await new AptProgress(transfers, files, what).DuringAsync(
            RunAsync("apt-get", ["download", "-q", .. packages], cancellation, files), AptProgress.Sizes(uris.Output));
    }

    private async Task ConfigureAsync(CancellationToken cancellation)
    {
        if (!OperatingSystem.IsWindows())
        {
            // A proxy's password may be among the options.
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        foreach (var name in (string[])["lists/partial", "cache/archives/partial", "none"])
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
        }

        var machine = await Tool.RunAsync("apt-config", ["dump"], cancellation);
        var options = machine.Output.Split('\n')
            .Where(line => MachineOptions.Any(option => line.StartsWith(option, StringComparison.OrdinalIgnoreCase)));
        var text = new StringBuilder().AppendJoin('\n', options).Append('\n');
        await File.WriteAllTextAsync(Path.Combine(folder, "status"), "", cancellation);
        foreach (var (option, value) in (ReadOnlySpan<(string, string)>)
                 [
                     ("Dir::Etc::main", "none/none"), ("Dir::Etc::parts", "none"),
                     ("Dir::Etc::sourcelist", "sources.list"), ("Dir::Etc::sourceparts", "none"),
                     ("Dir::Etc::preferences", "none/none"), ("Dir::Etc::preferencesparts", "none"),
                     ("Dir::State::Lists", "lists/"), ("Dir::State::status", "status"), ("Dir::Cache", "cache/"),
                 ])
        {
            text.Append(option).Append(" \"").Append(Path.Combine(folder, value)).Append("\";\n");
        }

        // "any": a list that cannot be had is an error, not a warning. The sandbox user could not write here.
        text.Append("APT::Update::Error-Mode \"any\";\nAPT::Sandbox::User \"root\";\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "apt.conf"), text.ToString(), cancellation);
    }

    private async Task WriteSourcesAsync(IEnumerable<string> suites, string? keyring, CancellationToken cancellation)
    {
        var architecture = (await RunAsync("dpkg", ["--print-architecture"], cancellation)).Output.Trim();
        var signer = keyring is null ? "" : $" signed-by={keyring}";
        var options = $"arch={architecture} lang=none target=Packages{signer}";
        var lines = suites.Distinct().Select(suite => $"deb [{options}] {DebianMirror.Address} {suite} main\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "sources.list"), string.Concat(lines), cancellation);
    }

    private static bool IsKeyMissing(ToolResult result) =>
        result.Error.Contains("NO_PUBKEY", StringComparison.Ordinal) ||
        result.Error.Contains("is not signed", StringComparison.Ordinal) ||
        result.Error.Contains("Missing key", StringComparison.Ordinal);

    /// <summary>
    /// The newest keyring package that this machine's own sources have, verified with the keys that it trusts already:
    /// an older release gets the keys of the newer ones that way, and other distributions package Debian's keys.
    /// </summary>
    private async Task<string?> NewerKeyringAsync(CancellationToken cancellation)
    {
        var files = Directory.CreateDirectory(Path.Combine(folder, "keyring")).FullName;
        string[] own =
        [
            "-q", "-o", $"Dir::State::Lists={files}/", "-o", $"Dir::Cache={files}/",
            "-o", $"Dir::State::status={Path.Combine(folder, "status")}",
        ];
        await Tool.RunAsync("apt-get", [.. own, "update"], cancellation);
        await Tool.RunAsync("apt-get", [.. own, "download", "debian-archive-keyring"], cancellation, folder: files);
        foreach (var package in Directory.GetFiles(files, "*.deb"))
        {
            await RunAsync("dpkg-deb", ["--extract", package, files], cancellation);
        }

        var unpacked = Path.Combine(files, "usr/share/keyrings");
        return Directory.Exists(unpacked)
            ? Directory.GetFiles(unpacked, "debian-archive-keyring.*").Order().LastOrDefault()
            : null;
    }

    private Task<ToolResult> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellation, string? workingFolder = null) =>
        Tool.RunAsync(program, arguments, cancellation, Environment, workingFolder ?? folder);
}
