using System.Collections.Immutable;
using System.Diagnostics;

namespace Lab.Hosts;

/// <summary>
/// Machines to deploy to, all within this one: each has its own network address, process ids, name, accounts, sshd and
/// parts of the file system (<c>host.sh</c>). Nothing of it outlives this object or this process, nor this process's
/// kill: all of it lives in namespaces of one process that ends with a pipe of ours (<c>lab.sh</c>).
/// </summary>
public sealed class LabHosts : IAsyncDisposable
{
    /// <summary>An account on every host that may log in with <see cref="KeyFile"/> and <c>sudo -n</c>.</summary>
    public const string User = "deploy";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process process;

    private LabHosts(Process process, string folder, ImmutableArray<LabHost> hosts)
    {
        (this.process, Folder, All) = (process, folder, hosts);
        File.WriteAllLines(KnownHostsFile, hosts.Select(host => $"{host.Name},{host.Address} {host.PublicKey}"));
        File.WriteAllLines(SshConfigFile, hosts.SelectMany(SshConfig));
    }

    /// <summary>Named <c>zk1</c>, <c>zk2</c> … among themselves; this machine knows their addresses only.</summary>
    public ImmutableArray<LabHost> All { get; }

    /// <summary>Holds keys and, for those who look into a failure, a folder per host with its logs.</summary>
    public string Folder { get; }

    /// <summary>Private key (ed25519, no passphrase) that <see cref="User"/> and root of every host accept.</summary>
    public string KeyFile => Path.Combine(Folder, "id_ed25519");

    /// <summary>The hosts' keys by name and address.</summary>
    public string KnownHostsFile => Path.Combine(Folder, "known_hosts");

    /// <summary>For <c>ssh -F</c>: makes <c>ssh zk1</c> work.</summary>
    public string SshConfigFile => Path.Combine(Folder, "ssh_config");

    /// <param name="number">From 1.</param>
    public LabHost this[int number] => All[number - 1];

    /// <summary>Starts hosts; the test is ignored where that cannot be done. Five take about half a second.</summary>
    /// <exception cref="InvalidOperationException">They do not start; the message says why.</exception>
    public static async Task<LabHosts> StartAsync(int count, CancellationToken ct = default)
    {
        LabPrerequisites.Check();
        var java = Path.GetFullPath(await LabReleases.JavaHomeAsync(ct));
        var folder = TestFolder.Create("hosts");
        var key = Path.Combine(folder, "id_ed25519");
        await Command.RunAsync(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], ct: ct);
        string[] arguments =
        [
            "--mount", "--pid", "--fork", "--kill-child",
            "sh", "-c", Text("lab"), "lab", folder, $"{count}", Text("host"), java,
        ];
        var process = Process.Start(new ProcessStartInfo("unshare", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            return new(process, folder, await ReadAsync(process, count, folder, ct).WaitAsync(Patience, ct));
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
    }

    public ValueTask DisposeAsync() => new(EndAsync(process));

    private static async Task<ImmutableArray<LabHost>> ReadAsync(
        Process process, int count, string folder, CancellationToken ct)
    {
        var (subnet, @switch) = ("", "");
        var hosts = new SortedDictionary<string, LabHost>(StringComparer.Ordinal);
        while (hosts.Count < count)
        {
            var line = await process.StandardOutput.ReadLineAsync(ct) ?? "failed";
            switch (line.Split(' ', 4))
            {
                case ["subnet", var given]:
                    subnet = given;
                    break;
                case ["switch", var id]:
                    @switch = id;
                    break;
                case ["host", var number, var id, var key]:
                    hosts[number.PadLeft(3)] = new(int.Parse(number), subnet, id, @switch, key);
                    break;
                default:
                    throw new InvalidOperationException($"The lab's hosts do not start: {line}; see {folder}/lab.log");
            }
        }

        return [.. hosts.Values];
    }

    private static async Task EndAsync(Process process)
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.Dispose();
    }

    internal static string Text(string name) => Resource($"{name}.sh");

    /// <summary>The text of a program in Python.</summary>
    internal static string Program(string name) => Resource($"{name}.py");

    private static string Resource(string name)
    {
        using var stream = typeof(LabHosts).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private IEnumerable<string> SshConfig(LabHost host) =>
    [
        $"Host {host.Name}", $"  HostName {host.Address}", $"  User {User}", $"  IdentityFile \"{KeyFile}\"",
        "  IdentitiesOnly yes", $"  UserKnownHostsFile \"{KnownHostsFile}\"", "  StrictHostKeyChecking yes",
        "  BatchMode yes",
    ];
}
