using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Remote.Ssh;

/// <summary>
/// The way of a ProxyCommand: its standard streams are the connection. It belongs to the first one that connects.
/// </summary>
internal sealed class ProxyTunnel : ISshWay
{
    private const int MostSaid = 500;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Process process;
    private readonly Task pumping;
    private string said = "";

    private ProxyTunnel(string command)
    {
        process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec " + command])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text && said.Length < MostSaid)
            {
                said += said.Length == 0 ? text.Trim() : $" {text.Trim()}";
            }
        };
        process.BeginErrorReadLine();
        listener.Start(1);
        Command = command;
        pumping = Task.Run(PumpAsync);
    }

    public string Address => IPAddress.Loopback.ToString();

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string Blame => $"its ProxyCommand ({Command}) gave no connection{(said.Length == 0 ? "" : $": {said}")}";

    private string Command { get; }

    public static ProxyTunnel Open(string command) => new(command);

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await pumping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        process.Dispose();
    }

    private async Task PumpAsync()
    {
        using var socket = await listener.AcceptSocketAsync();
        socket.NoDelay = true;
        await using var stream = new NetworkStream(socket);
        listener.Stop();
        var there = CopyAsync(stream, process.StandardInput.BaseStream);
        var back = CopyAsync(process.StandardOutput.BaseStream, stream);
        await back;
        socket.Shutdown(SocketShutdown.Both);
        await there.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task CopyAsync(Stream from, Stream to)
    {
        var buffer = new byte[64 << 10];
        while (await from.ReadAsync(buffer) is > 0 and var count)
        {
            await to.WriteAsync(buffer.AsMemory(0, count));
            await to.FlushAsync();
        }

        to.Close();
    }
}
