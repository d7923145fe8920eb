using Renci.SshNet;
using Renci.SshNet.Security;

namespace Remote.Ssh;

/// <summary>A way to prove that we may use a key which an agent holds.</summary>
internal sealed class AgentAlgorithm(SshAgent agent, AgentKey key, string name, uint flags) : HostAlgorithm(name)
{
    public override byte[] Data => key.Blob;

    public override byte[] Sign(byte[] data) => agent.Sign(key.Blob, data, flags);

    /// <summary>Never asked of a client's key.</summary>
    public override bool VerifySignature(byte[] data, byte[] signature) => false;
}

/// <summary>
/// The ways of one key: an RSA key can sign with two hashes (RFC 8332), its certificate too; any other in one way.
/// </summary>
internal sealed class AgentKeySource(SshAgent agent, AgentKey key) : IPrivateKeySource
{
    private const string Certificate = "-cert-v01@openssh.com";

    public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms { get; } = key.Public.Type is "ssh-rsa" or "ssh-rsa" + Certificate
        ?
        [
            new AgentAlgorithm(agent, key, "rsa-sha2-512" + Ending(key), SshAgent.RsaSha512),
            new AgentAlgorithm(agent, key, "rsa-sha2-256" + Ending(key), SshAgent.RsaSha256),
        ]
        : [new AgentAlgorithm(agent, key, key.Public.Type, 0)];

    private static string Ending(AgentKey key) => UserCertificate.Is(key.Public.Type) ? Certificate : "";
}
