namespace Ensembles.Inventories;

/// <summary>The host in between, as <c>[USER@]HOST[:PORT]</c>.</summary>
/// <param name="User">Null: what the configuration of ssh says, else the same account as on the hosts.</param>
/// <param name="Host">Name or address; IPv6 without brackets.</param>
/// <param name="Port">Null: what the configuration of ssh says, else 22.</param>
public sealed record JumpHost(string? User, string Host, int? Port)
{
    /// <summary>Null where the text is something else.</summary>
    public static JumpHost? Parse(string text)
    {
        string[] parts = text.Split('@', 2);
        string address = parts[^1];
        int colon = address.LastIndexOf(':');

        // One colon, or one after a bracket, sets off the port; more belong to an IPv6 address.
        bool hasPort = colon > 0 && (address.IndexOf(':', StringComparison.Ordinal) == colon || address[colon - 1] == ']');
        string host = hasPort ? address[..colon] : address;
        int port = 0;
        return Schema.TextFormat.Host.Accepts(host)
            && (!hasPort || (int.TryParse(address[(colon + 1)..], out port) && port is > 0 and < 65536))
                ? new(parts.Length > 1 ? parts[0] : null, host.Trim('[', ']'), hasPort ? port : null)
                : null;
    }
}
