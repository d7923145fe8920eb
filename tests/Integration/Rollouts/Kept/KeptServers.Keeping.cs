using Lab;

namespace Integration.Rollouts.Kept;

/// <summary>What keeps a server running.</summary>
internal enum Way
{
    /// <summary>Nothing: a command has started it, as Kafka's script does with <c>-daemon</c>.</summary>
    Command,

    Runit,

    Supervisord,

    /// <summary>A shell's loop, which the suite cannot tell anything.</summary>
    Loop,
}

/// <summary>How they are started, and by what.</summary>
internal sealed partial class KeptServers
{
    private async Task KeepAsync(int id)
    {
        // The guard of empty servers is for joiners; at the first start of an ensemble it is lifted, once.
        await System.IO.File.WriteAllTextAsync(Path.Combine(Data(id), "initialize"), "");
        var command = Command(id);
        switch (Ways[id])
        {
            case Way.Runit:
                await ScriptAsync(
                    Path.Combine(Service(id), "run"), $"exec {command} '{Config(id)}' >>'{Log(id)}/out.log' 2>&1");
                keepers[id] = await GuardedProcess.StartAsync($"{Log(id)}/runsv.txt", Folder, ["runsv", Service(id)]);
                break;
            case Way.Supervisord:
                await ScriptAsync(Script(id), $"exec {command} '{Config(id)}'");
                await System.IO.File.WriteAllTextAsync(Path.Combine(Folder, "supervisord.conf"), $"""
                    [supervisord]
                    logfile={Folder}/supervisord.log
                    pidfile={Folder}/supervisord.pid
                    [unix_http_server]
                    file={Folder}/supervisor.sock
                    [supervisorctl]
                    serverurl=unix://{Folder}/supervisor.sock
                    [rpcinterface:supervisor]
                    supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
                    [program:zk{id}]
                    command={Script(id)}
                    autorestart=true
                    stdout_logfile={Log(id)}/out.log
                    redirect_stderr=true

                    """);
                keepers[id] = await GuardedProcess.StartAsync(
                    $"{Log(id)}/supervisord.txt", Folder, ["supervisord", "-n", "-c", $"{Folder}/supervisord.conf"]);
                break;
            case Way.Loop:
                await ScriptAsync(Script(id),
                    $"while sleep 0.2; do {command} '{Config(id)}' >>'{Log(id)}/out.log' 2>&1; done");
                keepers[id] = await GuardedProcess.StartAsync($"{Log(id)}/loop.txt", Folder, [Script(id)]);
                break;
            default:
                await ScriptAsync(Script(id), (Stubborn == id ? "trap '' TERM\n" : "") + Begins(id));
                await RunAsync("env", $"JAVA={java}", $"LOG_DIR={Log(id)}", Script(id), Config(id));
                break;
        }
    }

    private string Command(int id) =>
        $"\"{java}\" -Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData " +
        $"-cp \"{Path.GetDirectoryName(Config(id))}:{release}/lib/*\" " +
        "org.apache.zookeeper.server.quorum.QuorumPeerMain";

    /// <summary>Of a script that gets the configuration: the server in the background.</summary>
    private string Begins(int id) =>
        $"nohup {Command(id)} \"$1\" >>\"$LOG_DIR/out.log\" 2>&1 </dev/null &";

    private static async Task ScriptAsync(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await System.IO.File.WriteAllTextAsync(path, $"#!/bin/sh\n{text}\n");
        Executable.Make(path);
    }

    private static async Task RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = System.Diagnostics.Process.Start(program, arguments);
        await process.WaitForExitAsync();
    }
}
