using System.Collections.Immutable;
using Remote.Ssh;

namespace Lab;

/// <summary>
/// A real sshd on a port of the loopback, with host keys, accounts' keys and known hosts of its own. It lets in only
/// the account that runs the tests.
/// </summary>
public sealed class RealSshd : IAsyncDisposable
{
    public static readonly ImmutableArray<string> KeyTypes = ["ed25519", "ecdsa", "rsa"];

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    // bash takes itself for a shell within a shell and leaves the tester's own .bashrc alone, which may take its time
    // for each command (SSH_SOURCE_BASHRC in shell.c). Start-up files are tested by accounts of tests.
    private const string QuietLogin = "SetEnv SHLVL=1";

    private readonly PortAllocator ports = PortAllocator.Take();
    private readonly SshdProgram program;
    private readonly string options;
    private readonly LabAccount? account;
    private GuardedProcess? process;

    private RealSshd(SshdProgram program, string folder, string options, LabAccount? account)
    {
        (this.program, Folder, this.options, this.account) = (program, folder, options, account);
        Port = ports.Next();
    }

    /// <summary>Everything of it: keys, configuration, log.</summary>
    public string Folder { get; }

    public int Port { get; }

    /// <summary>The process id of the daemon; its connections are children of it.</summary>
    public int Id => process!.Id;

    public string KnownHosts => Path.Combine(Folder, "known_hosts");

    public string Log => Path.Combine(Folder, "sshd.log");

    /// <summary>How the account logs in, with a key and all host keys known.</summary>
    public SshTarget Target => new()
    {
        Host = "127.0.0.1",
        Port = Port,
        User = account is null ? Environment.UserName : LabAccount.Name,
        Keys = [UserKey("ed25519")],
        KnownHosts = [KnownHosts],
        Jumps = [],
    };

    /// <param name="options">Further lines for sshd_config; the first of a kind wins.</param>
    /// <param name="purpose">Told apart by this where a test has several.</param>
    /// <param name="account">Lets in this account instead of the one that runs the tests.</param>
    public static async Task<RealSshd> StartAsync(
        string options = "", string purpose = "sshd", LabAccount? account = null)
    {
        var program = await SshdProgram.FindAsync();
        var sshd = new RealSshd(program, TestFolder.Create(purpose), options, account);
        Directory.CreateDirectory(Path.Combine(sshd.Folder, "host"));
        foreach (var type in KeyTypes)
        {
            await sshd.MakeKeyAsync(sshd.HostKey(type), type);
            await sshd.MakeKeyAsync(sshd.UserKey(type), type);
        }

        await sshd.AuthorizeAsync([.. KeyTypes.Select(sshd.UserKey)]);
        await sshd.KnowAsync(KeyTypes);
        await sshd.StartAsync();
        return sshd;
    }

    public string HostKey(string type) => Path.Combine(Folder, "host", type);

    public string UserKey(string type) => Path.Combine(Folder, "id_" + type);

    /// <summary>Makes a key pair.</summary>
    public async Task<string> MakeKeyAsync(string path, string type, string passphrase = "")
    {
        await program.RunAsync("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "test", "-f", path);
        return path;
    }

    /// <summary>Lets exactly these keys in.</summary>
    public async Task AuthorizeAsync(params string[] keys) =>
        await File.WriteAllLinesAsync(
            Path.Combine(Folder, "authorized_keys"), keys.Select(key => File.ReadAllText(key + ".pub").Trim()));

    /// <summary>Writes a file of known hosts with these of the host's keys.</summary>
    public Task KnowAsync(params IEnumerable<string> types) =>
        File.WriteAllLinesAsync(KnownHosts, types.Select(type => $"[127.0.0.1]:{Port} {PublicHostKey(type)}"));

    /// <summary>Type and key, as they stand in a file of known hosts.</summary>
    public string PublicHostKey(string type) =>
        string.Join(' ', File.ReadAllText(HostKey(type) + ".pub").Split(' ')[..2]);

    /// <summary>Starts the daemon and waits until it answers.</summary>
    public async Task StartAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "sshd_config"), Configuration());
        File.Delete(Log);
        string[] sshd = [program.Sshd, "-D", "-f", Path.Combine(Folder, "sshd_config"), "-E", Log];
        process = await GuardedProcess.StartAsync(
            Path.Combine(Folder, "output"), Folder, account?.Wrap(Folder, sshd) ?? sshd);
        await Poll.UntilAsync(
            () => process is { Running: false } ||
                  (File.Exists(Log) && File.ReadAllText(Log).Contains("Server listening")),
            $"sshd does not listen; see {Folder}", Deadline);
        if (!process.Running)
        {
            var said = File.Exists(Log) ? Log : Path.Combine(Folder, "output");
            Prerequisite.IsMissing($"sshd does not start here: {await File.ReadAllTextAsync(said)}");
        }
    }

    /// <summary>Kills the daemon and all of its connections.</summary>
    public async Task KillAsync()
    {
        var connections = ProcessTree.Below(Id).Where(ProcessTree.Is("sshd")).ToList();
        await process!.KillAsync();
        connections.ForEach(connection => Signal.Send(connection, Signal.Kill));
    }

    /// <summary>Kills the connections; the daemon goes on.</summary>
    public void Cut() =>
        ProcessTree.Below(Id).Where(ProcessTree.Is("sshd")).ToList().ForEach(id => Signal.Send(id, Signal.Kill));

    public async ValueTask DisposeAsync()
    {
        if (process is { Running: true })
        {
            await KillAsync();
            await process.DisposeAsync();
        }

        ports.Dispose();
    }

    private string Configuration() =>
        $"""
        {options}
        Port {Port}
        ListenAddress 127.0.0.1
        {string.Join('\n', KeyTypes.Select(type => $"HostKey {HostKey(type)}"))}
        PidFile none
        AuthorizedKeysFile {(account is null ? Path.Combine(Folder, "authorized_keys") : LabAccount.AuthorizedKeys)}
        StrictModes no
        UsePAM no
        UseDNS no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PermitRootLogin prohibit-password
        MaxStartups 100:30:200
        LogLevel VERBOSE
        {(account is null ? QuietLogin : "")}
        {program.Extra}
        """ + "\n";
}
