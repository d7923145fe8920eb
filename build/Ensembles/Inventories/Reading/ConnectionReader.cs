using Ensembles.Findings;

namespace Ensembles.Inventories.Reading;

/// <summary>Reads <c>connection</c>.</summary>
internal static class ConnectionReader
{
    private const int DefaultPort = 22;

    public static ConnectionSpec? Read(FoundMap root, ReadContext context)
    {
        if (root.Map("connection") is not { } map || map.Text("type") is not { } type)
        {
            return null;
        }

        if (type.Value == "local")
        {
            foreach (string name in map.Written.Where(name => name != "type").Order(StringComparer.Ordinal))
            {
                context.Faults.Error(InventoryCodes.SshOnlyKey, map.Key + "." + name, map.Place(name).At,
                    "is for ssh only", "remove it, or write connection.type: ssh");
            }

            return new ConnectionSpec { Kind = ConnectionKind.Local };
        }

        if (!map.Has("user"))
        {
            context.Faults.Error(InventoryCodes.MissingKey,
                map.Key + ".user", map.At, "is missing", "write the account to log in as");
        }

        if (map.Text("passphrase") is { } passphrase && !map.Has("key"))
        {
            context.Faults.Error(InventoryCodes.PassphraseWithoutKey,
                passphrase, "has no key to open", "write connection.key, or remove it");
        }

        return new ConnectionSpec
        {
            Kind = ConnectionKind.Ssh,
            User = map.Text("user")?.Value,
            Port = (int)(map.Number("port")?.Value ?? DefaultPort),
            Key = map.Text("key") is { } key ? context.OnThisMachine(key.Value) : null,
            Passphrase = Hide(map.Text("passphrase")),
            Password = Hide(map.Text("password")),
            Agent = map.Text("agent")?.Value is { } agent ? agent == "true" : !map.Has("key") && !map.Has("password"),
            KnownHosts = map.Text("knownHosts") is { } known ? context.OnThisMachine(known.Value) : null,
            Become = map.Text("become")?.Value == "sudo" ? BecomeKind.Sudo : BecomeKind.None,
            Jump = map.Text("jump") is { } jump ? ReadJump(jump, context) : null,
            ClientPorts = map.Text("clientPorts")?.Value switch
            {
                "direct" => ClientPortAccess.Direct,
                "tunnel" => ClientPortAccess.Tunnel,
                _ => ClientPortAccess.Auto,
            },
            Timeout = TimeSpan.FromSeconds(map.Number("timeout")?.Value ?? 10),
            Parallel = (int)(map.Number("parallel")?.Value ?? 16),
        };
    }

    private static JumpHost? ReadJump(FoundText text, ReadContext context)
    {
        if (JumpHost.Parse(text.Value) is not { } jump)
        {
            context.Faults.Error(InventoryCodes.InvalidValue,
                text, $"'{text.Shown}' is not possible here", $"use {Schema.TextFormat.Jump.Wanted}");
            return null;
        }

        return jump;
    }

    private static Secret? Hide(FoundText? text) => text is null ? null : new Secret(text.Value);
}
