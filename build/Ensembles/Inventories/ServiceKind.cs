namespace Ensembles.Inventories;

/// <summary>What starts and stops a server on its host.</summary>
public enum ServiceKind
{
    /// <summary>The release's own <c>bin/zkServer.sh</c>.</summary>
    ZkServer,

    /// <summary>A systemd unit per server.</summary>
    Systemd,
}
