using Renci.SshNet;

namespace Remote.Ssh;

/// <summary>Everything that a target has to log in with, and the words for it when nothing of it helps.</summary>
internal sealed class Credentials
{
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
        found.Collect();
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

    /// <summary>
    /// In the order of ssh: the agent's keys that files name, its others, files. A server counts what is offered, and
    /// gives up after some (MaxAuthTries). What the inventory names comes first.
    /// </summary>
    private void Collect()
    {
        var files = new KeyFiles(target);
        var (agent, held) = AskAgent();
        var named = held.Where(key => files.Name(key)).ToList();
        var others = target.IdentitiesOnly && target.KeysAreConfigured ? [] : held.Except(named).ToList();
        if (!target.KeysAreConfigured)
        {
            files.Open(keys, offered, without: [], isLast: held.Count == 0);
        }

        foreach (var key in named.Concat(others))
        {
            keys.Add(new AgentKeySource(agent!, key));
            offered.Add($"agent's {Described(key)}");
        }

        if (held.Count > 0 && named.Count + others.Count == 0)
        {
            offered.Add($"none of the agent's {held.Count} keys, by IdentitiesOnly");
        }

        if (target.KeysAreConfigured)
        {
            files.Open(keys, offered, without: named, isLast: keys.Count == 0);
        }

        if (target.Password is not null)
        {
            offered.Add("password");
        }
    }

    private static string Described(AgentKey key) => UserCertificate.Parse(key.Blob) is { } certificate
        ? $"{certificate.KeyType} {certificate.Describe(DateTimeOffset.UtcNow)}"
        : $"key {key.Comment} {key.Public.Fingerprint}";

    private (SshAgent? Agent, List<AgentKey> Keys) AskAgent()
    {
        if (!target.UseAgent)
        {
            return (null, []);
        }

        if ((target.AgentSocket ?? Environment.GetEnvironmentVariable("SSH_AUTH_SOCK")) is not { Length: > 0 } socket)
        {
            offered.Add("no agent: SSH_AUTH_SOCK is not set");
            return (null, []);
        }

        try
        {
            var agent = new SshAgent(socket);
            var held = agent.Keys();
            if (held.IsEmpty)
            {
                offered.Add("the agent has no key");
            }

            return (agent, [.. held]);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            offered.Add(e.Message);
            return (null, []);
        }
    }
}
