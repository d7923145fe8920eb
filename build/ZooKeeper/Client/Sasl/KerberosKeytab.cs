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

    /// <param name="principal">Whom it must hold first, because the library takes the first; null: anyone.</param>
    /// <exception cref="SaslException">It cannot be read or is not the principal's, or the process uses another.</exception>
    public static void Use(string keytab, string? principal)
    {
        lock (Gate)
        {
            if (used is not null && used != keytab)
            {
                throw new SaslException($"this process logs in with the keytab {used} and cannot use {keytab} as well");
            }

            var first = FirstPrincipal(keytab);
            if (principal is not null && principal != first && principal != first.Split('@')[0])
            {
                throw new SaslException($"the keytab {keytab} holds {first} first, and only the first is used: make one for " +
                    $"{principal} alone");
            }

            if (used == keytab)
            {
                return;
            }

            // The runtime's own copy of the environment is not what a native library reads.
            if (SetVariable("KRB5_CLIENT_KTNAME", $"FILE:{keytab}", 1) != 0
                || SetVariable("KRB5CCNAME", $"MEMORY:zookeeper-{Environment.ProcessId}", 1) != 0)
            {
                throw new SaslException("the environment of this process cannot be changed for Kerberos");
            }

            used = keytab;
        }
    }

    private static string FirstPrincipal(string keytab)
    {
        try
        {
            return KeytabFile.FirstPrincipal(File.ReadAllBytes(keytab))
                ?? throw new SaslException($"the keytab {keytab} holds no key, or is no keytab");
        }
        catch (Exception fault) when (fault is IOException and not SaslException or UnauthorizedAccessException)
        {
            throw new SaslException($"the keytab cannot be read: {fault.Message}", inner: fault);
        }
    }

    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetVariable(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
