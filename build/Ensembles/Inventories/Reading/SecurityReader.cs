using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories.Security;

namespace Ensembles.Inventories.Reading;

/// <summary>Reads <c>security</c>. What it means is checked by <see cref="SecurityChecks"/>.</summary>
internal static class SecurityReader
{
    /// <param name="servers">For <c>{id}</c> and <c>{host}</c>.</param>
    public static SecuritySpec Read(FoundMap root, IReadOnlyList<FoundServer> servers, ReadContext context)
    {
        if (root.Map("security") is not { } map)
        {
            return new();
        }

        var spec = new SecuritySpec
        {
            Clients = map.Text("clients")?.Value switch
            {
                "both" => ClientTransport.Both,
                "tls" => ClientTransport.Tls,
                _ => ClientTransport.Plain,
            },
            RequireCertificate = map.Text("requireCertificate")?.Value == "true",
            QuorumTls = map.Text("quorum")?.Value == "tls",
            Protocols = [.. Texts(map.List("protocols")).Select(text => text.Value).Distinct()],
            Authorities = [.. Authorities(map).Select(text => context.OnThisMachine(text.Value))],
            OwnCertificate = map.Map("ownCertificate") is { } own ? Files(own, context, text => text) : null,
        };
        spec = SaslReader.Read(map, spec, servers, context);
        return !spec.UsesTls ? spec : spec with
        {
            Certificates = ById(servers, server => Files(map, context, text => ForServer(text, server, context))),
        };
    }

    /// <summary>The files of trusted certificates with their places.</summary>
    public static IEnumerable<FoundText> Authorities(FoundMap map) =>
        map.Text("authorities") is { } single ? [single] : Texts(map.List("authorities"));

    /// <summary>What is of each server, by its id; without those that have none.</summary>
    public static ImmutableSortedDictionary<int, T> ById<T>(
        IReadOnlyList<FoundServer> servers, Func<FoundServer, T?> of)
        where T : class =>
        servers.DistinctBy(server => server.Id).Where(server => of(server) is not null)
            .ToImmutableSortedDictionary(server => server.Id, server => of(server)!);

    /// <summary>With <c>{id}</c>, <c>{host}</c> and <c>{ensemble}</c> replaced.</summary>
    public static string ForServer(string text, FoundServer server, ReadContext context) => text
        .Replace("{id}", $"{server.Id}", StringComparison.Ordinal)
        .Replace("{host}", server.Host, StringComparison.Ordinal)
        .Replace("{ensemble}", context.Ensemble, StringComparison.Ordinal);

    private static CertificateFiles? Files(FoundMap map, ReadContext context, Func<string, string> replaced) =>
        map.Text("certificate") is { } certificate && map.Text("key") is { } key
            ? new(context.OnThisMachine(replaced(certificate.Value)), context.OnThisMachine(replaced(key.Value)),
                map.Text("passphrase") is { } passphrase ? new Secret(passphrase.Value) : null)
            : null;

    private static IEnumerable<FoundText> Texts(FoundList? list) => list?.Items.OfType<FoundText>() ?? [];
}
