using System.Security.Cryptography;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Remote.Ssh;

/// <summary>
/// Passphrases that a person is asked for, once for each key, however many connections want it at the same time.
/// </summary>
/// <param name="ask">Shows a prompt and gives the answer; null or empty: there is none to be had.</param>
/// <param name="remedy">What to do where no person can be asked, for messages: "set NAME".</param>
public sealed class Passphrases(Func<string, string?> ask, string remedy)
{
    /// <summary>As many as ssh asks for (ssh_config(5), NumberOfPasswordPrompts).</summary>
    private const int Attempts = 3;

    private readonly Lock guard = new();
    private readonly Dictionary<string, string?> known = [];

    internal string Remedy { get; } = remedy;

    /// <summary>The key, opened; null where no passphrase is given that opens it.</summary>
    internal PrivateKeyFile? Open(string path, string? certificate = null)
    {
        lock (guard)
        {
            if (known.TryGetValue(path, out var before))
            {
                return before is null ? null : new PrivateKeyFile(path, before, certificate);
            }

            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var wrong = attempt == 0 ? "" : "That does not open it. ";
                if (ask($"{wrong}Passphrase of {path}: ") is not { Length: > 0 } passphrase)
                {
                    break;
                }

                if (TryOpen(path, passphrase, certificate) is { } key)
                {
                    known[path] = passphrase;
                    return key;
                }
            }

            known[path] = null;
            return null;
        }
    }

    private static PrivateKeyFile? TryOpen(string path, string passphrase, string? certificate)
    {
        try
        {
            return new PrivateKeyFile(path, passphrase, certificate);
        }
        catch (Exception e) when (e is SshException or CryptographicException or InvalidOperationException
                                      or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
