using Ensembles.Inventories;
using Remote;

namespace Ensembles.HostAccess;

/// <summary>The shell scripts that run on hosts, kept as files beside the code that runs them; also those of Remote.</summary>
internal static class Scripts
{
    /// <summary>
    /// A script that works in a folder of the servers' account: as that account, where it may write there. Root follows
    /// no link that it puts there.
    /// </summary>
    public static Script AsOwner(Inventory inventory, string folder, Script script) => inventory.User is not { } user
        ? script
        : script with
        {
            Text = Text("as-user") + """
                user=$1 folder=$2 text=$3
                shift 3
                at "$folder" sh -c "$text" sh "$@"
                """,
            Arguments = [user, folder, script.Text, .. script.Arguments],
        };

    /// <summary>The text of <c>NAME.sh</c>.</summary>
    public static string Text(string name)
    {
        using var stream = typeof(Scripts).Assembly.GetManifestResourceStream($"{name}.sh");
        if (stream is null)
        {
            return HostScripts.Text(name);
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
