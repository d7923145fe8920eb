using CsCheck;
using ZooKeeper.Configuration;

namespace Unit.ZooKeeper.Configuration;

/// <summary>Random configurations.</summary>
internal static class Gens
{
    private static readonly string[] Hosts = ["zoo1", "10.0.0.7", "zk-1.example.org", "::1", "2001:db8::a:1"];

    private static readonly Gen<string> Host = Gen.Int[0, Hosts.Length - 1].Select(index => Hosts[index]);

    private static readonly Gen<int> Port = Gen.Int[1, 65535];

    private static readonly Gen<(string? Host, int? Port)> Client = Gen.OneOf(
        Gen.Const(((string?)null, (int?)null)),
        Port.Select(port => ((string?)null, (int?)port)),
        Gen.Select(Host, Port, (host, port) => ((string?)host, (int?)port)));

    public static Gen<ServerLine> ServerLine { get; } = Gen.Select(
        Gen.Long[0, 300], Host, Port, Port, Gen.Bool, Client,
        (id, host, quorum, election, observer, client) => new ServerLine(
            id, host, quorum, election, observer ? Role.Observer : Role.Participant, client.Host, client.Port)
        {
            SecureClient = election % 4 == 0 ? "2281" : null,
        });

    public static Gen<EnsembleConfiguration> Configuration { get; } = Gen.Select(
        ServerLine.Array[0, 7], Gen.Long[-1, long.MaxValue],
        (servers, version) => EnsembleConfiguration.Of(servers, version < 0 ? null : version));
}
