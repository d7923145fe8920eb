using System.Collections.Immutable;

namespace Remote.Ssh;

/// <summary>Where ssh looks for host keys by itself.</summary>
internal static class KnownHostsFiles
{
    public static ImmutableArray<string> User =>
        [Path.Combine(UserFolder.Ssh, "known_hosts"), Path.Combine(UserFolder.Ssh, "known_hosts2")];

    public static ImmutableArray<string> Machine => ["/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"];
}
