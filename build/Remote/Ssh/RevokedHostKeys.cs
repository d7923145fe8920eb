using System.Diagnostics;

namespace Remote.Ssh;

/// <summary>The file of RevokedHostKeys: public keys, one a line, or a key revocation list of ssh-keygen.</summary>
/// <param name="Place">The line of the configuration that names it.</param>
internal sealed record RevokedHostKeys(string Path, string Place)
{
    private static readonly byte[] ListMagic = "SSHKRL\n\0"u8.ToArray();

    /// <summary>Why a host with one of these keys is not trusted; null: none is revoked.</summary>
    /// <remarks>As with ssh no host is trusted where the file cannot be read.</remarks>
    public string? Objection(string host, params IEnumerable<HostKey> keys)
    {
        try
        {
            var isList = File.ReadAllBytes(Path).AsSpan().StartsWith(ListMagic);
            var revoked = keys.FirstOrDefault(key => isList ? IsListed(key) : IsWritten(key));
            return revoked is null ? null
                : $"{host} presents the {revoked.Type} key {revoked.Fingerprint}, which is revoked in {Path} ({Place}: " +
                  "RevokedHostKeys): another host may have that key. Give the host a new one";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            return $"{host} is not trusted, since its key cannot be looked for among the revoked ones: {e.Message.TrimEnd('.')} " +
                $"({Place}: RevokedHostKeys)";
        }
    }

    private bool IsWritten(HostKey key) => File.ReadLines(Path)
        .Any(line => KnownHostsLine.Parse(Path, 1, $"any {line}") is { } written && written.Key.Is(key));

    private bool IsListed(HostKey key)
    {
        using var look = Process.Start(new ProcessStartInfo("ssh-keygen", ["-Q", "-q", "-f", Path, "/dev/stdin"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        look.StandardInput.WriteLine(key.Line);
        look.StandardInput.Close();
        var said = look.StandardOutput.ReadToEnd() + look.StandardError.ReadToEnd();
        look.WaitForExit();
        return look.ExitCode != 0 && (said.Contains("REVOKED", StringComparison.Ordinal)
            ? true : throw new IOException($"ssh-keygen -Q -f {Path} fails: {said.Trim()}"));
    }
}
