using System.Diagnostics;

namespace Lab;

/// <summary>
/// A real Kerberos realm on this machine: MIT's KDC on a port of its own, ended when this is disposed of, or when this
/// process dies. The test is ignored where Debian's packages are missing.
/// </summary>
public sealed class RealKdc : IAsyncDisposable
{
    public const string Realm = "TEST.EXAMPLE";

    private readonly string folder = TestFolder.Create("kdc");
    private readonly PortAllocator ports = PortAllocator.Take();
    private GuardedProcess? process;

    private RealKdc()
    {
    }

    /// <summary>What KRB5_CONFIG must be for its users.</summary>
    public string Config => Path.Combine(folder, "krb5.conf");

    public static async Task<RealKdc> StartAsync()
    {
        Prerequisite.Programs(("krb5kdc", "krb5-kdc"), ("kadmin.local", "krb5-admin-server"), ("kinit", "krb5-user"));
        var kdc = new RealKdc();
        var port = kdc.ports.Next();
        await File.WriteAllTextAsync(kdc.Config, $$"""
            [libdefaults]
              default_realm = {{Realm}}
              dns_lookup_kdc = false
              dns_lookup_realm = false
              dns_canonicalize_hostname = false
              rdns = false
            [realms]
              {{Realm}} = {
                kdc = 127.0.0.1:{{port}}
              }

            """);
        await File.WriteAllTextAsync(Path.Combine(kdc.folder, "kdc.conf"), $$"""
            [realms]
              {{Realm}} = {
                database_name = {{kdc.folder}}/principal
                key_stash_file = {{kdc.folder}}/stash
                kdc_listen = 127.0.0.1:{{port}}
                kdc_tcp_listen = 127.0.0.1:{{port}}
              }

            """);
        await kdc.RunAsync("kdb5_util", "create", "-s", "-P", "master", "-r", Realm);
        kdc.process = await GuardedProcess.StartAsync(
            Path.Combine(kdc.folder, "kdc.log"), kdc.folder, [.. kdc.Environment, "krb5kdc", "-n", "-r", Realm]);
        return kdc;
    }

    /// <summary>Adds a principal with a key that nobody knows; gives the keytab that holds it.</summary>
    public async Task<string> AddAsync(string principal)
    {
        var keytab = Path.Combine(folder, principal.Replace('/', '-') + ".keytab");
        await RunAsync("kadmin.local", "-r", Realm, "addprinc", "-randkey", principal);
        await RunAsync("kadmin.local", "-r", Realm, "ktadd", "-k", keytab, principal);
        return keytab;
    }

    /// <summary>Fetches a ticket; gives what KRB5CCNAME must be for it.</summary>
    public async Task<string> LoginAsync(string principal, string keytab)
    {
        var cache = Path.Combine(folder, $"{principal}.cache");
        await RunAsync("kinit", "-c", cache, "-k", "-t", keytab, principal);
        return $"FILE:{cache}";
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        ports.Dispose();
    }

    private IEnumerable<string> Environment =>
    [
        "env", $"KRB5_CONFIG={Config}", $"KRB5_KDC_PROFILE={folder}/kdc.conf",
        $"PATH=/usr/sbin:/sbin:{System.Environment.GetEnvironmentVariable("PATH")}",
    ];

    private async Task RunAsync(params IEnumerable<string> command)
    {
        var start = new ProcessStartInfo("/usr/bin/env", [.. Environment.Skip(1), .. command])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var run = Process.Start(start)!;
        var (told, wrong) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync();
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)}: {await told}{await wrong}");
        }
    }
}
