using Ensembles.HostAccess;
using Remote;

namespace Ensembles.Releases;

/// <summary>
/// Unpacks releases on a host, each into a folder of its own below the install path, and points a link to one of them.
/// Whatever stands there otherwise stays: a folder that was not unpacked from this very archive is neither moved nor
/// emptied, and a link that does not point to one of these folders is not replaced. Interrupted at any point, the next
/// call finishes the work.
/// </summary>
public static class ReleaseInstaller
{
    private const int Missing = 3;

    /// <summary>
    /// Unpacks a release into <c>INSTALL/TOPFOLDER</c>, or <c>INSTALL/TOPFOLDER-SHA12</c> where that name is taken,
    /// unless exactly this archive is there.
    /// </summary>
    /// <param name="link">Also points this link in the install folder to it, where it was missing; empty: none.</param>
    /// <param name="progress">Bytes sent so far.</param>
    /// <param name="times">Told how long the transfer and the unpacking took; null: nobody is.</param>
    /// <returns>Whether anything was changed.</returns>
    /// <exception cref="HostException">
    /// The host cannot be reached, or the release not be sent or unpacked, or both names are taken.
    /// </exception>
    public static async Task<bool> InstallAsync(
        IHost host, ReleaseArchive archive, string installPath, string link = "", IProgress<long>? progress = null,
        PartTimes? times = null, CancellationToken cancellation = default)
    {
        var what = What(archive, installPath);
        var found = await RunAsync(host, "check", archive, installPath, "", cancellation);
        if (found.Succeeded)
        {
            return false;
        }

        if (found.ExitCode != Missing)
        {
            found.OrThrow(what);
        }

        await BringAsync(host, archive, installPath, link, progress, times, cancellation);
        return true;
    }

    /// <summary>
    /// As <see cref="InstallAsync"/>, where it is known that the release is missing. What the host starts from is the same
    /// until a link is pointed to it.
    /// </summary>
    /// <inheritdoc cref="InstallAsync" path="/param"/>
    /// <inheritdoc cref="InstallAsync" path="/exception"/>
    public static async Task BringAsync(
        IHost host, ReleaseArchive archive, string installPath, string link, IProgress<long>? progress = null,
        PartTimes? times = null, CancellationToken cancellation = default)
    {
        times ??= new(TimeProvider.System);
        var what = What(archive, installPath);
        var sent = $".{archive.TopFolder}.{archive.Sha512[..12]}.tar.gz";
        await times.DuringAsync(RunPart.Transfer, () => archive.Address is { } address
            ? FetchAsync(host, address, archive.Sha512, installPath, sent, what, cancellation)
            : host.SendAsync(archive.Path, $"{installPath}/{sent}", progress, cancellation));
        await times.DuringAsync(RunPart.Unpacking, async () =>
            (await RunAsync(host, "unpack", archive, installPath, sent, cancellation, link)).OrThrow(what));
    }

    private static string What(ReleaseArchive archive, string installPath) =>
        $"the installation of ZooKeeper {archive.Version} in {installPath}";

    /// <summary>Where a release is or would be on a host. Changes nothing.</summary>
    /// <param name="link">Name of the link in the install folder.</param>
    /// <exception cref="HostException">The host cannot be reached, or every name for the release is taken.</exception>
    public static async Task<ReleasePlace> FindAsync(
        IHost host, ReleaseArchive archive, string installPath, string link, CancellationToken cancellation = default)
    {
        var result = await RunAsync(host, "find", archive, installPath, link, cancellation);
        if (!result.Succeeded && result.ExitCode != Missing)
        {
            result.OrThrow($"find a place for ZooKeeper {archive.Version} in {installPath}");
        }

        var lines = result.Output.Split('\n');
        return new(lines[0], result.Succeeded, lines is [_, "ours", var former, ..] ? former : null);
    }

    private static async Task FetchAsync(
        IHost host, Uri address, string sum, string installPath, string name, string what,
        CancellationToken cancellation)
    {
        // By standard input: the address may have a password in it, and arguments stand in process lists.
        var fetch = Script.Of(Scripts.Text("fetch"), installPath, name, sum) with
        {
            Input = address.OriginalString + "\n",
            Deadline = TimeSpan.FromMinutes(30),
        };
        (await host.RunAsync(fetch, cancellation)).OrThrow(what);
    }

    /// <summary>Points a link in the install folder to an installed release, in one step.</summary>
    /// <param name="link">Name of the link in the install folder.</param>
    /// <returns>Whether it pointed elsewhere before.</returns>
    /// <exception cref="HostException">
    /// The release is not installed, or what stands there is not a link to a release that was installed from here.
    /// </exception>
    public static Task<bool> SwitchAsync(
        IHost host, ReleaseArchive archive, string installPath, string link = "current",
        CancellationToken cancellation = default) =>
        SwitchAsync(host, archive.TopFolder, archive.Sha512, installPath, link, cancellation);

    /// <inheritdoc cref="SwitchAsync(IHost, ReleaseArchive, string, string, CancellationToken)"/>
    /// <param name="folder">Its name in the install folder.</param>
    /// <param name="sha512">Of the archive that it was unpacked from.</param>
    public static async Task<bool> SwitchAsync(
        IHost host, string folder, string sha512, string installPath, string link, CancellationToken cancellation = default)
    {
        var result = await RunAsync(host, "switch", (folder, sha512), installPath, link, cancellation);
        return result.ExitCode != Missing && result.OrThrow($"switching {installPath}/{link} to {folder}").Succeeded;
    }

    private static Task<ScriptResult> RunAsync(
        IHost host, string action, ReleaseArchive archive, string installPath, string last,
        CancellationToken cancellation, string link = "") =>
        RunAsync(host, action, (archive.TopFolder, archive.Sha512), installPath, last, cancellation, link);

    private static Task<ScriptResult> RunAsync(
        IHost host, string action, (string Folder, string Sha512) release, string installPath, string last,
        CancellationToken cancellation, string link = "") => host.RunAsync(
            Script.Of(Scripts.Text("release"), action, installPath, release.Folder, release.Sha512, last, link) with
            {
                Deadline = TimeSpan.FromMinutes(5),
            }, cancellation);
}

/// <summary>Where a release is or would be on a host.</summary>
/// <param name="Folder">Its name in the install folder.</param>
/// <param name="Installed">It is there.</param>
/// <param name="Former">The release's folder that the link points to now; null where there is no such link.</param>
public sealed record ReleasePlace(string Folder, bool Installed, string? Former);
