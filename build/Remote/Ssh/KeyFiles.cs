using System.Security.Cryptography;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Remote.Ssh;

/// <summary>The files of private keys that a target may be logged in to with, and their certificates.</summary>
internal sealed class KeyFiles
{
    private static readonly string[] Usual = ["id_rsa", "id_ecdsa", "id_ed25519"];

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly SshTarget target;
    private readonly List<string> paths;

    /// <summary>Nothing is named, so that a key which is missing or locked is no fault.</summary>
    private readonly bool areUsual;

    public KeyFiles(SshTarget target)
    {
        this.target = target;
        areUsual = target.Keys.IsEmpty && target.Password is null && target.UsualKeys;
        paths = areUsual
            ? [.. Usual.Select(name => Path.Combine(UserFolder.Ssh, name)).Where(File.Exists)]
            : [.. target.Keys];
    }

    /// <summary>Whether one of the files is this key, or its certificate.</summary>
    public bool Name(AgentKey key) => paths.Any(path => Public(path).Any(blob => key.Blob.AsSpan().SequenceEqual(blob)))
        || target.Certificates.Any(path => PublicKeyFile.Read(path) is { } blob && key.Blob.AsSpan().SequenceEqual(blob));

    /// <summary>Opens all that an agent does not hold already.</summary>
    /// <param name="without">Keys that the agent offers.</param>
    /// <param name="isLast">Nothing else is offered, so that a person may be asked for a passphrase of a usual key.</param>
    public void Open(List<IPrivateKeySource> keys, List<string> offered, IReadOnlyCollection<AgentKey> without, bool isLast)
    {
        foreach (var path in paths.Where(path => !IsHeld(path, without)))
        {
            Open(path, keys, offered, isLast);
        }

        if (areUsual && keys.Count == 0)
        {
            offered.Add($"no key in {UserFolder.Ssh}");
        }
    }

    private void Open(string path, List<IPrivateKeySource> keys, List<string> offered, bool isLast)
    {
        if (IsExposed(path))
        {
            offered.Add($"key {path} is not used, as ssh does not use it: others may read it, so run chmod 600 {path}");
            return;
        }

        var certificate = CertificateOf(path);
        var told = certificate is null ? $"key {path}"
            : $"key {path} with {UserCertificate.Read(certificate)!.Describe(DateTimeOffset.UtcNow)} of {certificate}";
        try
        {
            keys.Add(new PrivateKeyFile(path, target.Passphrase, certificate));
            offered.Add(told);
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            if ((!areUsual || isLast) && target.Passphrases?.Open(path, certificate) is { } opened)
            {
                keys.Add(opened);
                offered.Add(told);
                return;
            }

            var remedy = target.Passphrases is { } asked ? $": {asked.Remedy}" : "";
            offered.Add($"key {path} is encrypted, and no passphrase is given{remedy}");
        }
        catch (Exception e) when (e is SshException or IOException or UnauthorizedAccessException
                                      or CryptographicException or InvalidOperationException or FormatException
                                      or NotSupportedException or ArgumentException)
        {
            var guess = target.Passphrase is null ? "" : "; is the passphrase right?";
            offered.Add($"key {path} cannot be read ({e.Message}{guess})");
        }
    }

    /// <summary>The account's own, and others may read it (OpenSSH, sshkey_perm_ok).</summary>
    private static bool IsExposed(string path) => !OperatingSystem.IsWindows() && File.Exists(path)
        && (File.GetUnixFileMode(path) & Others) != 0 && OwnedFile.OwnerOf(path) == UserFolder.Id;

    private static bool IsHeld(string path, IReadOnlyCollection<AgentKey> held) =>
        Public(path).Any(blob => held.Any(key => key.Blob.AsSpan().SequenceEqual(blob)));

    /// <summary>The public halves that lie beside a key; the path may be that of the public one itself.</summary>
    private static IEnumerable<byte[]> Public(string path) => new[]
    {
        path.EndsWith(".pub", StringComparison.Ordinal) ? path : path + ".pub", path + "-cert.pub",
    }.Select(PublicKeyFile.Read).OfType<byte[]>();

    /// <summary>The certificate of the key: one that is named, else the one beside it. An ssh key has no other sign of it.</summary>
    private string? CertificateOf(string path)
    {
        var beside = path + "-cert.pub";
        var named = target.Certificates.Where(file => IsOf(file, path)).ToList();
        return named.FirstOrDefault()
            ?? (target.Certificates.IsEmpty && UserCertificate.Read(beside) is not null ? beside : null);
    }

    /// <summary>Whether a certificate is for the key of a file: its fields are those of the public key.</summary>
    private static bool IsOf(string certificate, string path)
    {
        if (UserCertificate.Read(certificate) is null || PublicKeyFile.Read(certificate) is not { } whole
            || PublicKeyFile.Read(path + ".pub") is not { } key)
        {
            return false;
        }

        var type = new WireReader(key).Text();
        return whole.AsSpan().IndexOf(key.AsSpan(4 + type.Length)) >= 0;
    }
}
