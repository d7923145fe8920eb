using System.Security.Cryptography.X509Certificates;
using Ensembles.Findings;
using Ensembles.Inventories.Security;

namespace Ensembles.Inventories.Reading;

/// <summary>
/// Keys and signatures that Java refuses (jdk.certpath.disabledAlgorithms, jdk.tls.disabledAlgorithms of Java 8 to 21),
/// or that only some of its releases and OpenSSL refuse.
/// </summary>
internal sealed record Weakness(bool Refused, string What)
{
    private const int SmallestRsa = 1024, GoodRsa = 2048, SmallestEc = 224;

    private static readonly string[] Refusing = ["1.2.840.113549.1.1.2", "1.2.840.113549.1.1.4"];

    private static readonly string[] Sha1 = ["1.2.840.113549.1.1.5", "1.2.840.10045.4.1", "1.2.840.10040.4.3"];

    public static IEnumerable<Weakness> Of(ServerCertificate certificate)
    {
        foreach (var one in certificate.Issuers.Prepend(certificate.Own))
        {
            using var rsa = one.GetRSAPublicKey();
            using var ec = one.GetECDsaPublicKey();
            if (rsa?.KeySize < GoodRsa)
            {
                yield return new(rsa.KeySize < SmallestRsa, $"{one.Subject} has a key of RSA with {rsa.KeySize} bits");
            }

            if (ec?.KeySize < SmallestEc)
            {
                yield return new(true, $"{one.Subject} has an EC key of {ec.KeySize} bits");
            }

            // Nobody looks at the signature by which an authority says that it is itself.
            string? algorithm = one.Subject == one.Issuer ? null : one.SignatureAlgorithm.Value;
            if (Refusing.Contains(algorithm) || Sha1.Contains(algorithm))
            {
                yield return new(Refusing.Contains(algorithm),
                    $"{one.Subject} is signed with {(Sha1.Contains(algorithm) ? "SHA-1" : "MD5 or MD2")}");
            }
        }
    }

    public void Report(Faults faults, Found place, string file)
    {
        string message = $"names {file}, where the certificate of {What}, which {(Refused ? "Java refuses" : "is weak")}";
        const string Remedy = "issue one with RSA of 2048 bits or an EC key of 256 bits, signed with SHA-256";
        if (Refused)
        {
            faults.Error(InventoryCodes.RefusedAlgorithm, place, message, Remedy);
        }
        else
        {
            faults.Warning(InventoryCodes.WeakAlgorithm, place, message, Remedy);
        }
    }
}
