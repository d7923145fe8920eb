using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Remote;

/// <summary>
/// An exclusive advisory lock on a folder of this machine (<c>flock</c>), beside which nothing is written: each
/// run that works on a server locks its data folder, by whatever name it knows the ensemble.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const int ReadOnly = 0, OfFolder = 0x10000, CloseOnExec = 0x80000; // O_RDONLY, O_DIRECTORY, O_CLOEXEC
    private const int OfFolderOnArm = 0x4000; // O_DIRECTORY of arm64
    private const int Exclusive = 2, NotBlocking = 4; // LOCK_EX, LOCK_NB
    private const int WouldBlock = 11; // EWOULDBLOCK

    private readonly List<SafeFileHandle> held;

    private FolderLock(List<SafeFileHandle> held) => this.held = held;

    /// <summary>Takes all of them, but for those that do not exist, or that cannot be locked at all.</summary>
    /// <exception cref="HostLockedException">Another run has one; none is held then.</exception>
    public static FolderLock Take(string host, IEnumerable<string> folders)
    {
        var taken = new FolderLock([]);
        foreach (var folder in OperatingSystem.IsLinux() ? folders : [])
        {
            var flag = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm
                ? OfFolderOnArm : OfFolder;
            var handle = new SafeFileHandle((nint)Open(folder, ReadOnly | flag | CloseOnExec), ownsHandle: true);
            taken.held.Add(handle);
            if (!handle.IsInvalid && Lock(handle, Exclusive | NotBlocking) != 0
                && Marshal.GetLastPInvokeError() == WouldBlock)
            {
                taken.Dispose();
                throw new HostLockedException(host, folder, HostLockedException.OtherName);
            }
        }

        return taken;
    }

    public void Dispose() => held.ForEach(handle => handle.Dispose());

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Lock(SafeFileHandle file, int operation);
}
