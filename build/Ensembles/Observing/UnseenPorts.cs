using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using Remote;
using ZooKeeper;
using ZooKeeper.Configuration;

namespace Ensembles.Observing;

/// <summary>
/// Asks the ports of members that cannot be looked at over their hosts: that a host gives no answer to SSH says nothing of
/// the server on it, which may serve.
/// </summary>
internal static class UnseenPorts
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    private enum Answer
    {
        /// <summary>None in time, or no way there.</summary>
        Silent,

        /// <summary>The machine answers, and nothing listens.</summary>
        Refused,

        Open,
    }

    /// <summary>Every member in any list that is neither in the inventory nor among the leavers, with what its ports tell.</summary>
    public static async Task<ImmutableArray<ServerState>> OfOtherListsAsync(
        Fleet fleet, Observation seen, CancellationToken cancellation)
    {
        var lines = seen.AllStates.SelectMany(server => new[] { CurrentMembership.ListOf(server), CurrentMembership.OnDiskListOf(server) })
            .OfType<MemberList>().SelectMany(list => list.Lines.Values)
            .Where(line => !WildcardAddress.Is(line.Host) && !seen.Servers.Concat(seen.Leavers)
                .Any(server => MemberList.SameAddress(server.Server.Line(), line)))
            .DistinctBy(line => (line.Id, line.Host, line.ElectionPort));
        return
        [
            .. await Task.WhenAll(lines.Select(async line => new ServerState
            {
                Server = fleet.Inventory.Servers[0] with
                {
                    Id = (int)line.Id, Host = line.Host, ClientAddress = line.ClientHost, Role = line.Role,
                    Ports = new(line.ClientPort ?? 0, line.QuorumPort, line.ElectionPort, 0),
                },
                Running = false, HasData = true, Outdated = false, RunningConfig = new RunningConfig.Nothing(), Unreachable = true,
                Ports = await AskAsync(fleet, line, cancellation),
            })),
        ];
    }

    /// <summary>
    /// By the ports in its line, and where that has none for clients by the one that the inventory's servers have. What
    /// answers on the latter alone while the election port is refused is something else.
    /// </summary>
    public static async Task<PortReading> AskAsync(Fleet fleet, ServerLine line, CancellationToken cancellation)
    {
        var inventory = fleet.Inventory;
        var guessed = line.ClientPort is null && !inventory.Servers.Any(server => server.Host.Equals(line.Host, StringComparison.OrdinalIgnoreCase))
            ? inventory.Servers[0].Ports : null;
        ImmutableArray<int> ports =
        [
            .. new[] { line.ElectionPort, line.QuorumPort, line.ClientPort ?? guessed?.Client ?? 0, guessed?.Secure ?? 0 }
                .Where(port => port > 0).Distinct(),
        ];
        var answers = (await Task.WhenAll(
            inventory.Servers.DistinctBy(server => fleet[server]).Select(server => FromHostAsync(fleet[server], line.Host, ports, cancellation))
                .Prepend(FromHereAsync(line.Host, ports, cancellation)))).SelectMany(each => each).ToList();
        var isClosed = answers.Any(each => each.Port == line.ElectionPort && each.Answer == Answer.Refused)
            && !answers.Any(each => each.Port == line.ElectionPort && each.Answer == Answer.Open);
        var open = answers.Where(each => each.Answer == Answer.Open
            && !(isClosed && guessed is not null && each.Port != line.QuorumPort)).ToList();
        return new(open is [var first, ..] ? $"{line.Host}:{first.Port} takes connections from {first.Who}" : null, isClosed && open.Count == 0);
    }

    private static async Task<ImmutableArray<(int Port, Answer Answer, string Who)>> FromHereAsync(
        string host, ImmutableArray<int> ports, CancellationToken cancellation) =>
        [.. await Task.WhenAll(ports.Select(async port => (port, await FromHereAsync(host, port, cancellation), "this machine")))];

    private static async Task<Answer> FromHereAsync(string host, int port, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Deadline);
        try
        {
            await (await TcpConnector.ConnectAsync(new(host, port), limit.Token)).DisposeAsync();
            return Answer.Open;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode == SocketError.ConnectionRefused ? Answer.Refused : Answer.Silent;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Answer.Silent;
        }
    }

    /// <summary>Members reach each other where this machine may not reach them.</summary>
    private static async Task<ImmutableArray<(int Port, Answer Answer, string Who)>> FromHostAsync(
        IHost asker, string host, ImmutableArray<int> ports, CancellationToken cancellation)
    {
        try
        {
            var result = await asker.RunAsync(Script.Of(
                Scripts.Text("peers") + "LC_ALL=C\nexport LC_ALL\ntold_peers \"$@\"\n",
                [.. ports.SelectMany(port => new[] { host, port.ToString(CultureInfo.InvariantCulture) })]), cancellation);
            return
            [
                .. from line in result.Output.Split('\n')
                   let words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                   where words is ["peer", _, "open" or "refused"]
                   let number = HostNumber.Digits(words[1])
                   where number < ports.Length
                   select (ports[(int)number.Value], words[2] == "open" ? Answer.Open : Answer.Refused, $"the host {asker.Name}"),
            ];
        }
        catch (HostException)
        {
            return [];
        }
    }
}
