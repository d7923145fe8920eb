using Lab;
using ZooKeeper;
using ZooKeeper.Client;
using ZooKeeper.Security;

namespace Integration.Security;

/// <summary>An authority with a certificate for each server of an inventory, and one for clients, as files.</summary>
/// <param name="Authority">The file of the authority's certificate.</param>
internal sealed record Pki(SuiteInventory Inventory, string Authority)
{
    public const string Password = "s3cr3tOfTheApp", QuorumPassword = "s3cr3tOfTheQuorum";

    /// <summary>The certificate (pem) or key of a client.</summary>
    public string ClientFile(string ending) => $"{Folder}/client.{ending}";

    /// <summary>Key and certificate of a server in one file, as ZooKeeper reads them.</summary>
    public string ServerStore(int id) => $"{Folder}/zk{id}.store.pem";

    private string Folder => Path.GetDirectoryName(Authority)!;

    public static Pki Of(SuiteInventory inventory, string name = "Test authority")
    {
        using var authority = new CertificateAuthority(name);
        return Of(inventory, authority, name);
    }

    /// <param name="name">Its first word is that of the folder.</param>
    public static Pki Of(SuiteInventory inventory, CertificateAuthority authority, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(inventory.Folder, "pki", name.Split(' ')[0])).FullName;
        foreach (var who in inventory.SecurePorts.Keys.Select(id => $"zk{id}").Append("client"))
        {
            authority.IssueFiles(folder, who);
        }

        return new(inventory, authority.Write(folder));
    }

    /// <summary>Gives a server another certificate and key.</summary>
    /// <param name="isRsa">Otherwise on an elliptic curve.</param>
    public void Renew(CertificateAuthority authority, int id, bool isRsa) => authority.IssueFiles(Folder, $"zk{id}", isRsa);

    /// <summary>Lines of keys that must be seen nowhere.</summary>
    public IEnumerable<string> KeyLines => Directory.EnumerateFiles(Folder, "*.key").SelectMany(File.ReadLines)
        .Where(line => line.Length > 32 && !line.StartsWith('-'));

    /// <summary>Writes the section <c>security</c>, without logins.</summary>
    /// <param name="more">Further lines.</param>
    public void Write(string clients, string quorum, string more = "", params IEnumerable<Pki> beside)
    {
        Inventory.Security = $$"""
            clients: {{clients}}
            quorum: {{quorum}}
            authorities: [{{string.Join(", ", beside.Prepend(this).Select(one => $"\"{one.Authority}\""))}}]
            certificate: "{{Folder}}/zk{id}.pem"
            key: "{{Folder}}/zk{id}.key"
            {{more}}
            """;
        Inventory.Write();
    }

    /// <summary>The same with logins by digest, of clients and of servers among each other.</summary>
    public void WriteWithLogins(string clients, string quorum, string more = "") => Write(clients, quorum, $$"""
        sasl:
          clients: digest
          quorum: digest
          users: { app: {{Password}}, suite: {{Password}}2 }
          user: suite
          quorumUser: { name: zk, password: {{QuorumPassword}} }
        {{more}}
        """);

    /// <summary>Lines that make servers want certificates of clients, and give the suite one.</summary>
    public string ClientCertificates => $$"""
        requireCertificate: true
        ownCertificate: { certificate: "{{Folder}}/client.pem", key: "{{Folder}}/client.key" }
        """;

    /// <summary>How clients connect by TLS.</summary>
    /// <param name="id">To this server alone; null: to all.</param>
    /// <param name="logsIn">By digest.</param>
    /// <param name="beside">Trusted as well.</param>
    public ZooKeeperOptions Client(int? id = null, bool logsIn = false, bool showsCertificate = false, params IEnumerable<Pki> beside) => new()
    {
        Servers = [.. Inventory.SecurePorts.Where(port => id is null || port.Key == id).Select(port => new HostPort("127.0.0.1", port.Value))],
        Connector = new TlsConnector(showsCertificate
            ? TlsOptions.Load([.. beside.Prepend(this).Select(one => one.Authority)], $"{Folder}/client.pem", $"{Folder}/client.key")
            : TlsOptions.Load([.. beside.Prepend(this).Select(one => one.Authority)])).ConnectAsync,
        Login = logsIn ? new SaslLogin.Digest("app", Password) : null,
    };
}
