using System.Security.Cryptography;
using Ensembles.Inventories.Security;

namespace Unit.Inventories;

/// <summary>Which hosts a certificate is for, as Java compares them.</summary>
internal sealed class CertificateNamesTests
{
    [TestCase("zk1.example.com", "zk1.example.com", true)]
    [TestCase("ZK1.example.com", "zk1.Example.com", true)]
    [TestCase("*.example.com", "zk1.example.com", true)]
    [TestCase("zk*.example.com", "zk1.example.com", true)]
    [TestCase("*.example.com", "zk1.eu.example.com", false)]
    [TestCase("*.example.com", "example.com", false)]
    [TestCase("*.com", "example.com", false)]
    [TestCase("zk1.*.com", "zk1.example.com", false)]
    [TestCase("10.0.0.11", "10.0.0.11", true)]
    [TestCase("2001:db8::3", "2001:db8:0::3", true)]
    [TestCase("10.0.0.11", "zk1.example.com", false)]
    public void A_certificate_covers_a_host(string name, string host, bool covered)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var certificate = Pki.Authority.Make("CN=Any").Sign(Pki.Good(name) with { Subject = "CN=zk1.example.com" }, key);

        Assert.That(CertificateNames.Of(certificate).Covers(host), Is.EqualTo(covered));
    }

    [TestCase("CN=zk1.example.com", "zk1.example.com", true)]
    [TestCase("CN=10.0.0.11", "10.0.0.11", false)]
    [TestCase("O=nothing", "zk1.example.com", false)]
    public void A_common_name_counts_alone(string subject, string host, bool covered)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var certificate = Pki.Authority.Make("CN=Any").Sign(Pki.Good() with { Subject = subject }, key);

        Assert.That(CertificateNames.Of(certificate).Covers(host), Is.EqualTo(covered));
    }
}
