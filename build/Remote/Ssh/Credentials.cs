using System.Security.Cryptography;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Remote.Ssh;

/// <summary>Everything that a target has to log in with, and the words for it when nothing of it helps.</summary>
internal sealed class Credentials
{
    private static readonly string[] DefaultKeys = ["id_ed25519", "id_ecdsa", "id_rsa"];

    private readonly List<string> offered = [];
    private readonly List<IPrivateKeySource> keys = [];
    private readonly SshTarget target;

    private Credentials(SshTarget target) => this.target = target;

    /// <summary>What was offered, or why not, a clause each; nothing secret.</summary>
    public IReadOnlyList<string> Offered => offered;

    /// <exception cref="HostAuthenticationException">There is nothing to offer.</exception>
    public static Credentials Gather(SshTarget target)
    {
        var found = new Credentials(target);
        found.ReadKeys();
        found.AskAgent();
        if (found.keys.Count == 0 && target.Password is null)
        {
            throw new HostAuthenticationException(
                $"There is nothing to log in to {target.Name} with ({string.Join("; ", found.offered)}): " +
                "give a key, a password, or an agent that holds a key (ssh-add).");
        }

        return found;
    }

    /// <summary>For one attempt to connect.</summary>
    public AuthenticationMethod[] Methods()
    {
        var methods = new List<AuthenticationMethod>();
        if (keys.Count > 0)
        {
            methods.Add(new PrivateKeyAuthenticationMethod(target.Account, [.. keys]));
        }

        if (target.Password is { } password)
        {
            // Many servers ask for the password by a dialogue (PAM) and take no plain one.
            var dialogue = new KeyboardInteractiveAuthenticationMethod(target.Account);
            dialogue.AuthenticationPrompt += (_, asked) =>
            {
                foreach (var prompt in asked.Prompts)
                {
                    prompt.Response = prompt.IsEchoed ? "" : password;
                }
            };
            methods.Add(new PasswordAuthenticationMethod(target.Account, password));
            methods.Add(dialogue);
        }

        return [.. methods];
    }

    private void ReadKeys()
    {
        var open = target.Keys.IsEmpty && target.Password is null && !target.UseAgent;
        var folder = UserFolder.Ssh;
        var paths = open
            ? DefaultKeys.Select(name => Path.Combine(folder, name)).Where(File.Exists)
            : target.Keys;
        foreach (var path in paths)
        {
            try
            {
                keys.Add(new PrivateKeyFile(path, target.Passphrase));
                offered.Add($"key {path}");
            }
            catch (SshPassPhraseNullOrEmptyException)
            {
                if (target.Passphrases?.Open(path) is { } opened)
                {
                    keys.Add(opened);
                    offered.Add($"key {path}");
                    continue;
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

        if (open && keys.Count == 0)
        {
            offered.Add($"no key in {folder}");
        }

        if (target.Password is not null)
        {
            offered.Add("password");
        }
    }

    private void AskAgent()
    {
        if (!target.UseAgent)
        {
            return;
        }

        if ((target.AgentSocket ?? Environment.GetEnvironmentVariable("SSH_AUTH_SOCK")) is not { Length: > 0 } socket)
        {
            offered.Add("no agent: SSH_AUTH_SOCK is not set");
            return;
        }

        try
        {
            var agent = new SshAgent(socket);
            var held = agent.Keys();
            keys.AddRange(held.Select(key => new AgentKeySource(agent, key)));
            offered.AddRange(held.Select(key => $"agent's key {key.Comment} {key.Public.Fingerprint}"));
            if (held.IsEmpty)
            {
                offered.Add("the agent has no key");
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            offered.Add(e.Message);
        }
    }
}
