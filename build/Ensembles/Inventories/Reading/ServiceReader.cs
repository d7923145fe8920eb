using System.Collections.Immutable;
using Ensembles.Findings;

namespace Ensembles.Inventories.Reading;

/// <summary>Reads <c>service</c>, the ensemble's or a server's.</summary>
internal static class ServiceReader
{
    private static readonly string[] Ways = ["unit", "runit", "supervisord", "start", "move"];

    /// <param name="map">The whole inventory, or one server.</param>
    /// <param name="id">Replaces <c>{id}</c>.</param>
    /// <returns>Null where there is none, or a faulty one, which is reported.</returns>
    public static ServiceSpec? Read(FoundMap map, string id, ReadContext context)
    {
        if (map.Text("service") is { } ours)
        {
            return Ours(ours, false, context);
        }

        return map.Map("service") is { } theirs ? ReadTheirs(theirs, id, context) : null;
    }

    private static ServiceSpec Ours(FoundText kind, bool moves, ReadContext context)
    {
        if (context.Local && kind.Value == "systemd")
        {
            context.Faults.Error(InventoryCodes.SystemdNeedsSsh,
                kind, "systemd is for hosts reached by ssh", "write service: zkServer");
        }

        return kind.Value == "systemd"
            ? new ServiceSpec.Systemd { Moves = moves } : new ServiceSpec.ZkServer { Moves = moves };
    }

    private static ServiceSpec? ReadTheirs(FoundMap map, string id, ReadContext context)
    {
        string[] written = [.. Ways.Where(map.Has)];
        if (written.Length != 1)
        {
            if (map.Whole)
            {
                context.Faults.Error(InventoryCodes.AmbiguousService, map, written.Length == 0
                        ? "does not say what keeps the server running"
                        : $"names {string.Join(" and ", written)}, and one of them keeps the server running",
                    "write one of unit: NAME.service, runit: FOLDER, supervisord: PROGRAM and start: COMMAND");
            }

            return null;
        }

        string way = written[0];
        Misplaced(map, "config", way, "supervisord", context);
        Misplaced(map, "directory", way, "start", context);
        Misplaced(map, "environment", way, "start", context);
        if (!map.Whole)
        {
            return null;
        }

        return way switch
        {
            "move" => Ours(map.Text("move")!, true, context),
            "unit" => new ServiceSpec.Unit(Replaced(map.Text("unit")!.Value)),
            "runit" => Path("runit") is { } folder ? new ServiceSpec.Runit(folder) : null,
            "supervisord" => new ServiceSpec.Supervisord(Replaced(map.Text("supervisord")!.Value), Path("config")),
            _ => new ServiceSpec.Script(
                Words(map), Path("directory"),
                (map.Map("environment")?.Values ?? ImmutableDictionary<string, Found>.Empty).ToImmutableSortedDictionary(
                    pair => pair.Key, pair => Replaced(((FoundText)pair.Value).Value), StringComparer.Ordinal)),
        };

        // A warning of folders that do not last is for what the suite keeps there.
        string? Path(string name) => map.Text(name) is { } text
            ? PathReader.Read(text, context, id, warn: false) : null;

        string Replaced(string text) => text.Replace("{id}", id, StringComparison.Ordinal)
            .Replace("{ensemble}", context.Ensemble, StringComparison.Ordinal);

        ImmutableArray<string> Words(FoundMap service) => service.Text("start") is { } line
            ? [.. line.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Replaced)]
            : [.. service.List("start")!.Items.OfType<FoundText>().Select(word => Replaced(word.Value))];
    }

    private static void Misplaced(FoundMap map, string key, string way, string of, ReadContext context)
    {
        if (map.Has(key) && way != of)
        {
            context.Faults.Error(InventoryCodes.MisplacedServiceKey,
                $"{map.Key}.{key}", map.Place(key).At, $"goes with {of} only",
                $"remove it, or write {of} instead of {way}");
        }
    }
}
