using System.Collections.Immutable;
using Ensembles.Adopting;
using Ensembles.Inventories;
using Ensembles.Observing.Found;
using Remote;
using Suite.Reports;
using Suite.Runs;

namespace Suite.Workflows;

/// <summary>Looks at hosts on which an ensemble runs, and writes its inventory. Changes no host.</summary>
internal sealed class AdoptRun(AdoptArguments arguments, string root, ConsoleReporter story)
{
    /// <exception cref="Cake.Core.CakeException">
    /// No ensemble runs there, several do, or it cannot be managed; nothing was written.
    /// </exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var file = arguments.File ?? Path.Combine(root, "inventories", arguments.Name + ".yml");
        if (File.Exists(file) && !arguments.Overwrite)
        {
            throw Failures.WrongInput(
                $"{file} exists: write --name=NAME for another one, or --overwrite to replace it");
        }

        await using var hosts = new Hosts(arguments.Connection, _ => true, "--local");
        var connection = Known(hosts);
        var found = await LookAsync(hosts, cancellation);
        var ensemble = Chosen(found);
        var adoption = Adoption.Of(arguments.Name, connection, ensemble);
        AdoptView.Lines(adoption).ToList().ForEach(story.Say);
        if (!adoption.Refusals.IsEmpty)
        {
            throw Failures.Refused(adoption.Refusals);
        }

        var text = InventoryText.Of(adoption);
        await File.WriteAllTextAsync(file, text, cancellation);
        AdoptView.Notes(adoption).ToList().ForEach(story.Say);
        story.Say($"Written: {file}. No host was changed.");
        AdoptView.Next(arguments.Inventory, InventoryText.Variables(text)).ToList().ForEach(story.Say);
    }

    /// <summary>With the account that the user's configuration of ssh names: an inventory needs one.</summary>
    private ConnectionSpec Known(Hosts hosts) => arguments.Connection is { Kind: ConnectionKind.Ssh, User: null } open
        ? open with { User = hosts.Resolved(arguments.Hosts[0]).User ?? Environment.UserName }
        : arguments.Connection;

    private async Task<ImmutableArray<FoundServer>> LookAsync(Hosts hosts, CancellationToken cancellation)
    {
        var faults = new List<string>();
        var looks = await Task.WhenAll(arguments.Hosts.Select(async name =>
        {
            try
            {
                var servers = await HostLook.TakeAsync(hosts[name], name, cancellation);
                var address = arguments.Connection.Kind == ConnectionKind.Ssh ? hosts.Resolved(name).Host : null;
                return (Name: name, Servers: servers.Select(server => server with { Address = address }).ToImmutableArray());
            }
            catch (HostException failure)
            {
                lock (faults)
                {
                    faults.Add(failure.Message);
                }

                return (Name: name, Servers: []);
            }
        }));
        if (faults.Count > 0)
        {
            throw Failures.Unreachable(faults);
        }

        foreach (var (name, _) in looks.Where(look => look.Servers.IsEmpty))
        {
            story.Warn($"No ZooKeeper server runs on {name}"
                + (arguments.Connection is { Kind: ConnectionKind.Ssh, Become: BecomeKind.None }
                    ? " that the account may see (--become=sudo sees all)." : "."));
        }

        return
        [
            .. looks.SelectMany(look => look.Servers).DistinctBy(server =>
                (server.Process.Identity, string.Join(' ', server.HostNames.Order(StringComparer.Ordinal)))),
        ];
    }

    private ImmutableArray<FoundServer> Chosen(ImmutableArray<FoundServer> found)
    {
        var ensembles = FoundEnsembles.Of(found);
        if (ensembles.IsEmpty)
        {
            throw Failures.Unreachable([$"No ZooKeeper server runs on {string.Join(", ", arguments.Hosts)}"]);
        }

        var chosen = arguments.ClientPort is { } port
            ? [.. ensembles.Where(ensemble => ensemble.Any(
                server => server.ClientPort == port || server.Process.ListeningPorts.Contains(port)))]
            : ensembles;
        return chosen.Length == 1 ? chosen[0] : throw Failures.WrongInput(
            (chosen.IsEmpty
                ? $"No server with client port {arguments.ClientPort} runs there; these ensembles do:\n"
                : $"{chosen.Length} ensembles run on these hosts:\n")
            + string.Join('\n', ensembles.Select(ensemble => "  - " + FoundEnsembles.Name(ensemble)))
            + "\nWrite --client-port=PORT of one of its servers, or only its hosts.");
    }
}
