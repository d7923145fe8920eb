namespace Lab;

/// <summary>A private ssh-agent with some keys, on a socket of its own.</summary>
public sealed class RealSshAgent : IAsyncDisposable
{
    private readonly GuardedProcess process;
    private readonly SshdProgram program;

    private RealSshAgent(GuardedProcess process, SshdProgram program, string socket) =>
        (this.process, this.program, Socket) = (process, program, socket);

    public string Socket { get; }

    public static async Task<RealSshAgent> StartAsync(params string[] keys)
    {
        var program = await SshdProgram.FindAsync();
        // The path of a socket may have 107 bytes at most, which a test's folder may have alone.
        var socket = Path.Combine(Directory.CreateTempSubdirectory("agent-").FullName, "socket");
        var process = await GuardedProcess.StartAsync(socket + ".log", "/", ["ssh-agent", "-D", "-a", socket]);
        await Poll.UntilAsync(() => File.Exists(socket), "ssh-agent does not listen", TimeSpan.FromSeconds(10));
        var agent = new RealSshAgent(process, program, socket);
        foreach (var key in keys)
        {
            await agent.AddAsync(key);
        }

        return agent;
    }

    public Task<string> AddAsync(string key) =>
        program.RunAsync("env", $"SSH_AUTH_SOCK={Socket}", "ssh-add", "-q", key);

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(Socket)!, recursive: true);
    }
}
