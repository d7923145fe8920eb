using System.Runtime.InteropServices;

namespace ZooKeeper.Client.Sasl;

/// <summary>
/// Lets the Kerberos library fetch tickets with a keytab: it reads KRB5_CLIENT_KTNAME from the process's environment
/// (MIT krb5, "Default client keytab"), and would take a user's tickets before, so that it gets a cache of its own.
/// </summary>
internal static class KerberosKeytab
{
    private static readonly Lock Gate = new();
    private static string? used;

    /// <exception cref="SaslException">It cannot be read, or this process logs in with another one.</exception>
    public static void Use(string keytab)
    {
        lock (Gate)
        {
            if (used == keytab)
            {
                return;
            }

            if (used is not null)
            {
                throw new SaslException($"this process logs in with the keytab {used} and cannot use {keytab} as well");
            }

            CheckReadable(keytab);
            // The runtime's own copy of the environment is not what a native library reads.
            if (SetVariable("KRB5_CLIENT_KTNAME", $"FILE:{keytab}", 1) != 0
                || SetVariable("KRB5CCNAME", $"MEMORY:zookeeper-{Environment.ProcessId}", 1) != 0)
            {
                throw new SaslException("the environment of this process cannot be changed for Kerberos");
            }

            used = keytab;
        }
    }

    private static void CheckReadable(string keytab)
    {
        try
        {
            using var _ = File.OpenRead(keytab);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SaslException($"the keytab cannot be read: {fault.Message}", inner: fault);
        }
    }

    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetVariable(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
