using Remote;

namespace Ensembles.Releases;

/// <summary>
/// Unpacks releases on a host, each into a folder of its own below the install path, and points the link
/// <c>current</c> to one of them. Interrupted at any point, the next call finishes the work.
/// </summary>
public static class ReleaseInstaller
{
    // Written last, into a folder that gets its name after that: where it stands, the release stands.
    private const string Marker = ".archive-sha512";
    private const int Missing = 3;

    private const string Check = $"""
        [ "$(cat "$1/$2/{Marker}" 2>/dev/null)" = "$3" ] && exit 0
        mkdir -p "$1" && exit 3
        """;

    private const string Unpack = $$"""
        set -eu
        umask 022
        cd "$1"
        top=$2 sum=$3 archive=$4
        new=.$top.new old=.$top.old
        if [ "$(sha512sum "$archive" | cut -d ' ' -f 1)" != "$sum" ]; then
          rm -f "$archive"
          echo "$1/$archive did not arrive as it was sent" >&2
          exit 1
        fi
        rm -rf "$new"
        mkdir "$new"
        tar -xzo -f "$archive" -C "$new"
        [ -d "$new/$top" ] || { echo "$archive has no folder $top: $(ls "$new")" >&2; rm -f "$archive"; exit 1; }
        printf '%s\n' "$sum" >"$new/$top/{{Marker}}"
        sync -f "$new/$top/{{Marker}}" 2>/dev/null || sync
        if [ -e "$top" ]; then
          rm -rf "$old"
          mv "$top" "$old"
        fi
        mv "$new/$top" "$top"
        rm -rf "$new" "$old" "$archive"
        """;

    private const string Switch = """
        set -eu
        [ "$(readlink "$1/current" || true)" = "$2" ] && exit 3
        [ -d "$1/$2" ] || { echo "$1/$2 does not exist" >&2; exit 1; }
        rm -f "$1/.current.new"
        ln -s "$2" "$1/.current.new"
        mv -T "$1/.current.new" "$1/current"
        """;

    /// <summary>Unpacks a release into <c>INSTALL/TOPFOLDER</c> unless exactly this archive is there.</summary>
    /// <param name="progress">Bytes sent so far.</param>
    /// <returns>Whether anything was changed.</returns>
    /// <exception cref="HostException">The host cannot be reached, or the release not be sent or unpacked.</exception>
    public static async Task<bool> InstallAsync(
        IHost host, ReleaseArchive archive, string installPath, IProgress<long>? progress = null,
        CancellationToken cancellation = default)
    {
        var what = $"the installation of ZooKeeper {archive.Version} in {installPath}";
        var check = await host.RunAsync(
            Script.Of(Check, installPath, archive.TopFolder, archive.Sha512), cancellation);
        if (check.Succeeded)
        {
            return false;
        }

        if (check.ExitCode != Missing)
        {
            check.OrThrow(what);
        }

        var sent = $".{archive.TopFolder}.{archive.Sha512[..12]}.tar.gz";
        await (archive.Address is { } address
            ? FetchAsync(host, address, archive.Sha512, installPath, sent, what, cancellation)
            : host.SendAsync(archive.Path, $"{installPath}/{sent}", progress, cancellation));
        var unpack = Script.Of(Unpack, installPath, archive.TopFolder, archive.Sha512, sent);
        (await host.RunAsync(unpack with { Deadline = TimeSpan.FromMinutes(5) }, cancellation)).OrThrow(what);
        return true;
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

    /// <summary>Points <c>INSTALL/current</c> to an installed release, in one step.</summary>
    /// <returns>Whether it pointed elsewhere before.</returns>
    /// <exception cref="HostException">The release is not installed, or the link cannot be made.</exception>
    public static async Task<bool> SwitchAsync(
        IHost host, ReleaseArchive archive, string installPath, CancellationToken cancellation = default)
    {
        var result = await host.RunAsync(Script.Of(Switch, installPath, archive.TopFolder), cancellation);
        return result.ExitCode != Missing &&
               result.OrThrow($"switching {installPath}/current to {archive.TopFolder}").Succeeded;
    }
}
