using Ensembles.Findings;
using ZooKeeper.Configuration;

namespace Ensembles.Inventories.Reading;

/// <summary>Reads <c>embedded</c>.</summary>
internal static class EmbeddedReader
{
    private const int DefaultZnodes = 300;

    public static EmbeddedSpec? Read(FoundMap root, IReadOnlyCollection<FoundServer> servers, ReadContext context)
    {
        if (root.Map("embedded") is not { } map)
        {
            return null;
        }

        if (!context.Local)
        {
            context.Faults.Error(
                InventoryCodes.EmbeddedNeedsLocal,
                map, "starts servers on this machine only", "remove it, or write connection.type: local");
        }

        var ids = new List<int>();
        foreach (var item in map.List("start")?.Items.OfType<FoundNumber>() ?? [])
        {
            var server = servers.FirstOrDefault(server => server.Id == item.Value);
            if (server is null)
            {
                context.Faults.Error(InventoryCodes.UnknownEmbeddedId,
                    item, $"{item.Value} is the id of no server", "use ids that servers have");
            }
            else if (server.Role == Role.Observer || ids.Contains(server.Id))
            {
                context.Faults.Error(InventoryCodes.InvalidEmbeddedStart, item, ids.Contains(server.Id)
                    ? $"{item.Value} is there twice" : $"{item.Value} is an observer", "use different participants");
            }
            else
            {
                ids.Add(server.Id);
            }
        }

        ids.Sort();
        return new EmbeddedSpec([.. ids], (int)(map.Number("znodes")?.Value ?? DefaultZnodes));
    }
}
