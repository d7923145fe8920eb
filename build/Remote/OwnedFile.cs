using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Remote;

/// <summary>
/// Files of this machine in folders of other accounts, written while we are root: by the same script as on other hosts,
/// so that they are the account's from their first moment, and a link that it puts in the way leads nowhere else.
/// </summary>
internal static class OwnedFile
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint OwnerWanted = 0x8; // STATX_UID
    private const int OwnerAt = 20; // stx_uid in struct statx, the same on every processor (statx(2))

    private static readonly string Write = HostScripts.Text("as-user") + HostScripts.Text("write-file") + """
        write_file "$1" "$2" "$3" "$4"
        """;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// We are root, and what stands there, or the nearest folder above it, is another account's.
    /// </summary>
    public static bool IsNeeded(string path)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return false;
        }

        while (!Path.Exists(path))
        {
            path = Path.GetDirectoryName(path) ?? "/";
        }

        return OwnerOf(path) > 0;
    }

    /// <exception cref="IOException">The account, or root for it, cannot write there.</exception>
    public static async Task WriteAsync(string host, HostFile file, CancellationToken cancellation)
    {
        var script = Script.Of(
            Write, Convert.ToString((int)file.Mode, 8), file.Content.Length.ToString(CultureInfo.InvariantCulture),
            file.KeepFormer ? "keep" : "", file.Path) with { Input = Strict.GetString(file.Content.Span) };
        var result = await LocalScript.RunAsync(host, script, cancellation);
        if (!result.Succeeded)
        {
            throw new IOException(result.Error.Trim());
        }
    }

    /// <summary>0 also where it cannot be told.</summary>
    internal static uint OwnerOf(string path)
    {
        var found = new byte[256];
        try
        {
            return Look(CurrentFolder, path, 0, OwnerWanted, found) == 0 ? BitConverter.ToUInt32(found, OwnerAt) : 0;
        }
        catch (EntryPointNotFoundException)
        {
            return 0;
        }
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Look(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] found);
}
