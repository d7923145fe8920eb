using ZooKeeper.Configuration;

namespace Ensembles.Inventories.Reading;

/// <summary>A server with the places of its keys. <see cref="Host"/> is null where it is faulty.</summary>
internal sealed record FoundServer(
    FoundMap Map, int Id, string? Host, string? ClientAddress, ServerPorts Ports, Role Role, ServerPaths? Paths)
{
    public long? Group => Map.Number("group")?.Value;

    /// <summary>Null where it is not written.</summary>
    public long? Weight => Map.Number("weight")?.Value;

    /// <summary>What two servers must share to get into each other's way.</summary>
    public string? Machine => Host is "localhost" ? "127.0.0.1" : Host?.ToLowerInvariant();

    public ServiceSpec Service { get; init; } = new ServiceSpec.ZkServer();

    public string? ReleaseFolder { get; init; }

    public bool FilesAreOurs { get; init; } = true;

    public Found PlaceOfPort(string name) => Map.Map("ports")?.Place(name) ?? Map;

    public Found PlaceOfPath(string name) => Map.Map("paths")?.Place(name) ?? Map;

    /// <summary>The server; only for a file without errors.</summary>
    public Server ToServer() => new()
    {
        Id = Id,
        Host = Host!,
        ClientAddress = ClientAddress,
        Ports = Ports,
        Role = Role,
        Group = Group,
        Weight = (int)(Weight ?? 1),
        Paths = Paths!,
        Service = Service,
        ReleaseFolder = ReleaseFolder,
        FilesAreOurs = FilesAreOurs,
    };
}
