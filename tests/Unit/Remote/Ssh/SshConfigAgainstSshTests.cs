using System.Diagnostics;
using System.Globalization;
using Lab;
using Remote;
using Remote.Ssh;

namespace Unit.Remote.Ssh;

/// <summary>What <c>ssh -G</c> makes of a configuration, we make of it: over random ones.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SshConfigAgainstSshTests
{
    private const int Each = 50;

    private static readonly string Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    [OneTimeSetUp]
    public void There_is_an_ssh() => Prerequisite.Programs(("ssh", "openssh-client"));

    [Test]
    public void The_same_target_comes_out([Range(0, 7)] int part)
    {
        var root = TestFolder.Create();
        var (differing, circles) = (new List<string>(), 0);
        for (var seed = part * Each; seed < (part + 1) * Each; seed++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, $"{seed}")).FullName;
            var config = new RandomSshConfig(seed, folder);
            if (Ours(config) is not { } ours)
            {
                circles++;
                continue;
            }

            // A host that is its own jump is found out on the way.
            if (Theirs(config.File, config.Host, config.User, config.Port) is not { } theirs)
            {
                circles++;
                continue;
            }

            if (theirs.EndsWith("a circle", StringComparison.Ordinal))
            {
                circles++;
            }
            else if (ours != theirs)
            {
                differing.Add($"{config.File} for {config.Host}:\n ours   {ours}\n theirs {theirs}");
            }
        }

        Assert.That(differing, Is.Empty);
        Assert.That(circles, Is.LessThan(Each / 3), "most are compared");
    }

    /// <returns>Null where jumps lead in a circle, which ssh would only find out on the way.</returns>
    private static string? Ours(RandomSshConfig config)
    {
        SshTarget target;
        try
        {
            target = SshConfig.Read(config.File).Apply(new() { Host = config.Host, User = config.User, Port = config.Port });
        }
        catch (HostException e) when (e.Message.Contains("circle", StringComparison.Ordinal))
        {
            return null;
        }

        return Told(
            target.Host, target.User ?? Environment.UserName, target.Port ?? 22, target.UsualKeys ? "usual" : Words(target.Keys),
            Words(target.Certificates), target.IdentitiesOnly, Words(target.KnownHosts), target.KeyAlias, target.ProxyCommand,
            (int)target.KeepAlive.TotalSeconds, $"{target.AddressFamily}", target.RevokedHostKeys?.Path, target.Jumps is [.., var last] ? Place(last) : "");
    }

    /// <summary>ssh replaces tokens of commands later, and resolves a jump by another ssh.</summary>
    private static string? Theirs(string file, string host, string? user, int? port)
    {
        if (Run(file, host, user, port) is not { } said)
        {
            return null;
        }

        string One(string key) => said[key].FirstOrDefault() ?? "";
        var known = One("userknownhostsfile").Split(' ').Concat(One("globalknownhostsfile").Split(' '))
            .Where(path => path != "none").DefaultIfEmpty("/dev/null");
        var keys = said["identityfile"].Where(path => path != "none").Select(Whole).ToList();
        var jump = One("proxyjump") is { Length: > 0 } way && way != "none" ? way.Split(',')[^1] : null;
        return Told(
            One("hostname"), One("user"), int.Parse(One("port"), CultureInfo.InvariantCulture),
            said["identityfile"].Contains("~/.ssh/id_ecdsa_sk") ? "usual" : Words(keys),
            Words(said["certificatefile"].Select(Whole)), One("identitiesonly") == "yes", string.Join(' ', known),
            One("hostkeyalias") is { Length: > 0 } alias ? alias : null,
            One("proxycommand") is { Length: > 0 } command && command != "none"
                ? command.Replace("%h", One("hostname"), StringComparison.Ordinal)
                    .Replace("%p", One("port"), StringComparison.Ordinal)
                : null,
            int.Parse(One("serveraliveinterval"), CultureInfo.InvariantCulture) is > 0 and var seconds ? seconds : 15,
            One("addressfamily") switch { "inet" => "InterNetwork", "inet6" => "InterNetworkV6", _ => "" },
            One("revokedhostkeys") is { Length: > 0 } revoked && revoked != "none" ? revoked : null,
            jump is null ? "" : Jump(file, jump) ?? "a circle");
    }

    private static string? Jump(string file, string text)
    {
        var (user, rest) = text.Split('@') is [var name, var place] ? (name, place) : (null, text);
        var (host, port) = rest.Split(':') is [var only, var number] ? (only, number) : (rest, null);
        var said = Run(file, host, user, port is null ? null : int.Parse(port, CultureInfo.InvariantCulture));
        return said is null ? null : $"{said["user"].First()}@{said["hostname"].First()}:{said["port"].First()}";
    }

    private static string Place(SshTarget target) =>
        $"{target.User ?? Environment.UserName}@{target.Host}:{target.Port ?? 22}";

    private static string Told(params object?[] parts) => string.Join(" | ", parts);

    private static string Words(IEnumerable<string> words) => string.Join(' ', words);

    private static string Whole(string path) => path.StartsWith("~/", StringComparison.Ordinal) ? Home + path[1..] : path;

    private static ILookup<string, string>? Run(string file, string host, string? user, int? port)
    {
        string[] more = [.. user is null ? Array.Empty<string>() : ["-l", user], .. port is null ? Array.Empty<string>() : ["-p", $"{port}"]];
        using var ssh = Process.Start(new ProcessStartInfo("ssh", ["-F", file, .. more, "-G", host])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        })!;
        ssh.StandardInput.Close();
        var output = ssh.StandardOutput.ReadToEnd();
        ssh.WaitForExit();
        if (ssh.ExitCode != 0 && ssh.StandardError.ReadToEnd().Contains("loop", StringComparison.Ordinal))
        {
            return null;
        }

        Assert.That(ssh.ExitCode, Is.Zero, file);
        return output.Split('\n').Select(line => line.Split(' ', 2)).Where(line => line.Length == 2)
            .ToLookup(line => line[0], line => line[1]);
    }
}
