using System.Text;
using Remote;

namespace Lab.Hosts;

/// <summary>A host of a lab behind the suite's own interface, without SSH: root from outside.</summary>
public sealed class LabConnection(LabHost host) : IHost
{
    private int scripts;

    public string Name => host.Name;

    /// <summary>How many scripts have been run.</summary>
    public int Scripts => scripts;

    public async Task<ScriptResult> RunAsync(Script script, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref scripts);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(script.Deadline);
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(script.Input));
        var (code, output, error) = await Command.RunAsync(
            [.. host.Enter, "sh", "-c", script.Text, "sh", .. script.Arguments], input, failing: true, deadline.Token);

        // Its pid namespace, and with it the host, is gone: what nsenter says then is not the script's word.
        return code == 1 && error.StartsWith("nsenter:", StringComparison.Ordinal)
            ? throw new HostException($"{Name} cannot be reached: {error.Trim()}")
            : new(Name, code, Encoding.UTF8.GetString(output), error);
    }

    public async Task WriteAsync(IReadOnlyCollection<HostFile> files, CancellationToken cancellation = default)
    {
        foreach (var file in files)
        {
            var mode = Convert.ToString((int)file.Mode, 8).PadLeft(4, '0');
            using var content = new MemoryStream(file.Content.ToArray());
            await PutAsync(file.Path, mode, content, cancellation);
        }
    }

    public async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(
        IReadOnlyCollection<string> paths, CancellationToken cancellation = default)
    {
        var found = new Dictionary<string, byte[]>();
        foreach (var path in paths)
        {
            var (code, output, _) = await Command.RunAsync(
                [.. host.Enter, "cat", path], failing: true, ct: cancellation);
            if (code == 0)
            {
                found[path] = output;
            }
        }

        return found;
    }

    public async Task SendAsync(
        string localPath, string hostPath, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        await using var content = File.OpenRead(localPath);
        await PutAsync(hostPath, "0644", content, cancellation);
        progress?.Report(content.Length);
    }

    /// <remarks>The lab's own end of the link: this machine reaches every port of its hosts.</remarks>
    public Task<Stream> ConnectAsync(string address, int port, CancellationToken cancellation = default) =>
        new LocalHost().ConnectAsync(address, port, cancellation);

    /// <remarks>Nobody else works on the hosts of a lab.</remarks>
    public Task<IAsyncDisposable> LockAsync(
        string path, string holder, IReadOnlyCollection<string>? folders = null, CancellationToken cancellation = default) =>
        Task.FromResult<IAsyncDisposable>(new MemoryStream());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task PutAsync(string path, string mode, Stream content, CancellationToken cancellation)
    {
        const string Put = """
            set -e
            mkdir -p "${1%/*}"
            umask 077
            cat >"$1.part"
            chmod "$2" "$1.part"
            mv -f "$1.part" "$1"
            """;
        var (code, _, error) = await Command.RunAsync(
            [.. host.Enter, "sh", "-c", Put, "sh", path, mode], content, failing: true, cancellation);
        if (code != 0)
        {
            throw new HostException($"{Name} cannot write {path}: {error.Trim()}");
        }
    }
}
