using Ensembles.Inventories.Settings;
using Ensembles.Observing.Found;
using Ensembles.Observing.Processes;

namespace Ensembles.Adopting;

/// <summary>What keeps a found server running, as the inventory says it.</summary>
/// <param name="Yaml">The value of <c>service</c>; null where there is no way to stop and start it.</param>
/// <param name="Refusal">Why not, and what to do; null where there is one.</param>
internal sealed record AdoptedService(string? Yaml, string? Refusal)
{
    /// <summary>What the way of starting it cannot give it, a sentence each.</summary>
    public IReadOnlyCollection<string> Notes { get; init; } = [];

    public static AdoptedService Of(FoundServer server)
    {
        var (process, keeper) = (server.Process, server.Process.Keeper);
        var who = $"The server of client port {server.ClientPort} on {server.Host} (process {process.Identity.Pid})";
        if (process.OtherNamespace || keeper.Kind == KeeperKind.Container)
        {
            return new(null, $"{who} runs in a container{(keeper.Name.Length > 0 ? $" ({keeper.Name})" : "")}: "
                + "the suite cannot stop and start it from its host; add servers outside of containers by other means");
        }

        return keeper.Kind switch
        {
            KeeperKind.SystemdUnit when keeper.Name.Length > 0 => new($"{{ unit: {YamlText.Of(keeper.Name)} }}", null),
            KeeperKind.Runit when keeper.Name.Length > 0 => new($"{{ runit: {YamlText.Of(keeper.Name)} }}", null),
            KeeperKind.Supervisord when keeper.Name.Length > 0 =>
                new($"{{ supervisord: {YamlText.Of(keeper.Name)} }}", null),
            not KeeperKind.None => new(null,
                $"{who} is kept alive by {keeper}, which the suite has no way to switch off: it would start the server "
                + "again while the suite restarts it. Start the server without it (its unit, or its start script), then "
                + "adopt it"),
            _ when !server.StartCommand.IsEmpty => Script(server),
            _ => new(null, $"{who} has no start script that could be found beside it: the suite would not know how to "
                + "start it again. Start it by a script or a unit, then adopt it"),
        };
    }

    private static AdoptedService Script(FoundServer server)
    {
        var lines = new List<string> { $"start: [{string.Join(", ", server.StartCommand.Select(YamlText.Of))}]" };
        if (server.Process.WorkingDirectory is { Length: > 1 } directory)
        {
            lines.Add($"directory: {YamlText.Of(directory)}");
        }

        var variables = StartVariables.Of(server);
        var notes = variables.Notes.ToList();
        var written = variables.Values.Select(one => $"{one.Name}: {Value(server, one.Name, one.Value, notes)}").ToList();
        if (written.Count > 0)
        {
            lines.Add($"environment: {{ {string.Join(", ", written)} }}");
        }

        return new($"{{ {string.Join(", ", lines)} }}", null) { Notes = notes };
    }

    /// <summary>Options with a password in them are not written down.</summary>
    private static string Value(FoundServer server, string name, string value, List<string> notes)
    {
        var words = StartVariables.HoldsOptions(name) ? value.Split(' ') : [value];
        var variables = words.Select(JavaOptions.SecretKey).OfType<string>().Select(YamlText.VariableOf).ToList();
        if (words.Where(word => JavaOptions.SecretKey(word) is null).Any(SecretNames.MayHoldSecret))
        {
            variables = ["ZOOKEEPER_" + name];
            words = [];
        }

        notes.AddRange(variables.Select(variable =>
            $"{name} of {server.Name} holds a secret: set {variable} to {(words.Length > 0 ? "its value" : "the whole of it")}"));
        return words.Length == 0 ? YamlText.Variable(variables[0]) : YamlText.OfParts([.. words.Select(word =>
            JavaOptions.SecretKey(word) is { } key ? (Text: $"-D{key}=", Variable: YamlText.VariableOf(key))
                : (Text: word, Variable: (string?)null))]);
    }
}
