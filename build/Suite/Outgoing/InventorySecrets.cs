using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Inventories.Settings;

namespace Suite.Outgoing;

/// <summary>What an inventory holds that no text may show.</summary>
internal static class InventorySecrets
{
    private const int MostOfKey = 64 * 1024;

    /// <summary>All of them; null where there is none.</summary>
    public static IEnumerable<string?> Of(Inventory inventory) =>
    [
        PasswordOf(inventory),
        inventory.Connection.Passphrase?.Value,
        inventory.Connection.Password?.Value,
        .. KeyLines(inventory.Connection.Key),
        .. inventory.Settings.Values.Where(setting => SecretNames.IsSecret(setting.Key)).Select(setting => setting.Value),
        .. inventory.Java.Flags.Select(flag => flag.Split('=', 2))
            .Where(parts => parts.Length == 2 && SecretNames.IsSecret(parts[0])).Select(parts => parts[1]),
        .. OfAddress(inventory.Release.Archive),
        .. OfSecurity(inventory.Security),
    ];

    private static IEnumerable<string?> OfSecurity(SecuritySpec security) =>
    [
        .. security.Users.Values.Select(password => password.Value),
        security.QuorumUser?.Password.Value, security.OwnUser?.Password.Value,
        .. security.Certificates.Values.Append(security.OwnCertificate).OfType<CertificateFiles>().Distinct()
            .SelectMany(files => KeyLines(files.Key).Append(files.Passphrase?.Value)),
    ];

    /// <summary>What is no secret in it.</summary>
    public static string Open(Inventory inventory) => string.Join('\n',
    [
        "ZooKeeper zookeeper server localhost", inventory.Ensemble, inventory.File, inventory.InstallPath,
        inventory.User ?? "", inventory.Connection.User ?? "",
        .. inventory.Servers.SelectMany(server => new[]
        {
            server.Host, server.Paths.Config, server.Paths.Data, server.Paths.DataLog, server.Paths.Log,
        }),
    ]);

    /// <summary>
    /// Account and password, and the whole query: which part of it opens the door is the server's affair.
    /// </summary>
    private static IEnumerable<string> OfAddress(string? archive)
    {
        if (archive is null || !Uri.TryCreate(archive, UriKind.Absolute, out var address) || address.IsFile)
        {
            yield break;
        }

        if (address.UserInfo.Split(':', 2) is [_, var password])
        {
            yield return password;
            yield return Uri.UnescapeDataString(password);
        }

        if (address.Query.Length > 1)
        {
            yield return address.Query[1..];
        }
    }

    /// <summary>
    /// Null where there is none, or where it cannot be read: then it cannot have got anywhere either.
    /// </summary>
    private static string? PasswordOf(Inventory inventory)
    {
        try
        {
            return inventory.Superuser?.Password;
        }
        catch (InventoryException)
        {
            return null;
        }
    }

    private static string[] KeyLines(string? file)
    {
        try
        {
            return file is null
                ? []
                : [.. BoundedFile.Read(file, MostOfKey).Split('\n', StringSplitOptions.TrimEntries)
                    .Where(line => line.Length > 16 && !line.StartsWith("--", StringComparison.Ordinal))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
