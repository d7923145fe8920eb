using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ZooKeeper.Client;

/// <summary>A user and a password of the scheme <c>digest</c>. The password is in no text made from this.</summary>
public sealed record DigestCredential(string User, string Password)
{
    /// <summary>
    /// <c>USER:BASE64(SHA1(USER:PASSWORD))</c>: the id in an ACL, and the value of
    /// <c>DigestAuthenticationProvider.superDigest</c> (DigestAuthenticationProvider.generateDigest).
    /// </summary>
    [SuppressMessage("Security", "CA5350", Justification = "SHA-1 is the algorithm that ZooKeeper's servers expect.")]
    public string ToDigest() =>
        $"{User}:{Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes($"{User}:{Password}")))}";

    public override string ToString() => $"DigestCredential {{ User = {User}, Password = *** }}";
}
