using Lab;

namespace Integration.Rollouts.Kept;

/// <summary>How the stop or the start of a server by a command fails and says nothing.</summary>
internal enum Silently
{
    /// <summary>The command ends with 0 and has started nothing.</summary>
    StartsNothing,

    /// <summary>The process that it has started ends at once.</summary>
    Dies,

    /// <summary>It starts the server with the file of before.</summary>
    ReadsAnotherFile,

    /// <summary>The process is held, and answers nobody.</summary>
    Hangs,

    /// <summary>The process of before does not end by SIGTERM.</summary>
    Survives,

    /// <summary>Something that is not its parent starts it again at once, with the file of before.</summary>
    ComesBack,
}

/// <summary>Commands that fail, and those that do not any more.</summary>
internal sealed partial class KeptServers
{
    private GuardedProcess? watcher;

    /// <summary>What no signal but SIGKILL ends: by <see cref="StartAsync"/>.</summary>
    public int? Stubborn { get; set; }

    /// <summary>From here on the next stop or start of a server fails.</summary>
    public async Task BreakAsync(int id, Silently failure)
    {
        var before = FileOfBefore(id);
        System.IO.File.Copy(Config(id), before);
        switch (failure)
        {
            case Silently.StartsNothing:
                await ScriptAsync(Script(id), "exit 0");
                break;
            case Silently.Dies:
                await ScriptAsync(Script(id), Begins(id).Replace(" -Xmx96m", " -Xmx96m -XX:+NoSuchOption"));
                break;
            case Silently.ReadsAnotherFile:
                await ScriptAsync(Script(id), Begins(id).Replace("\"$1\"", $"'{before}'"));
                break;
            case Silently.Hangs:
                await ScriptAsync(Script(id), $"{Begins(id)}\nsleep 0.2; kill -STOP $!");
                break;
            case Silently.Survives:
                await ScriptAsync(Script(id), Begins(id));
                break;
            case Silently.ComesBack:
                var watch = Path.Combine(Folder, "watcher.sh");
                await ScriptAsync(watch,
                    $"pid=$1\nwhile sleep 0.02; do kill -0 $pid 2>/dev/null && continue\n{Command(id)} '{before}' " +
                    $">>'{Log(id)}/out.log' 2>&1 &\npid=$!\ndone");
                watcher = await GuardedProcess.StartAsync(
                    $"{Log(id)}/watcher.txt", Folder, [watch, $"{Processes(id).Single()}"]);
                break;
        }
    }

    private string FileOfBefore(int id) => Config(id) + ".before";

    /// <summary>As the message of the run tells to: the command is right again, and nothing of before is in the way.</summary>
    public async Task RepairAsync(int id, Silently failure)
    {
        await ScriptAsync(Script(id), Begins(id));
        if (failure == Silently.ComesBack)
        {
            await watcher!.KillAsync();
        }

        if (failure is Silently.Survives or Silently.ReadsAnotherFile or Silently.ComesBack)
        {
            Processes(id).ToList().ForEach(process => Signal.Send(process, Signal.Kill));
        }
    }
}
