using System.Globalization;
using System.Text;

namespace Unit.Remote.Ssh;

/// <summary>A configuration of ssh as people write them, made from a number; its includes lie beside it.</summary>
internal sealed class RandomSshConfig
{
    private static readonly string[] Names = ["zk1", "zk2.example.org", "bastion", "ZK1", "10.0.0.7"];

    private readonly Random random;
    private readonly string folder;
    private int includes;

    public RandomSshConfig(int seed, string folder)
    {
        (random, this.folder) = (new Random(seed), folder);
        File = Path.Combine(folder, "config");
        System.IO.File.WriteAllText(File, Text(random.Next(2, 7), depth: 0));
        Host = Names[seed % Names.Length];
        User = random.Next(4) == 0 ? "given" : null;
        Port = random.Next(4) == 0 ? 2022 : null;
    }

    public string File { get; }

    /// <summary>What is asked for, and what the command line says of it.</summary>
    public string Host { get; }

    public string? User { get; }

    public int? Port { get; }

    private string Text(int blocks, int depth)
    {
        var text = new StringBuilder();
        for (var block = 0; block < blocks; block++)
        {
            text.AppendLine(Head(depth)).AppendJoin('\n', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Line(depth)))
                .AppendLine();
        }

        return text.ToString();
    }

    private string Head(int depth) => random.Next(10) switch
    {
        0 => "# of no host yet",
        1 or 2 or 3 => "Host " + Pick("*", "zk*", "zk1 zk2*", "* !zk1", "bastion", "ZK1", "\"zk?\"", "10.0.0.*"),
        4 => "Match all",
        5 => "Match " + Pick("host zk1,bastion", "host=*.example.org", "originalhost zk1", "!host zk*", "host \"*\" !originalhost bastion"),
        6 => "Match " + Pick("user given", $"localuser {Environment.UserName}", "user root host zk*", "!user nobody", "user ops"),
        7 => "Match " + Pick("exec \"true\"", "exec \"test %h = zk1\"", "host zk* exec \"false\"", "!exec \"test %n = bastion\""),
        8 => "Match " + Pick("final", "final host *.example.org", "canonical", "!final host zk1"),
        _ => depth < 2 ? Include(depth) : "Match all",
    };

    private string Line(int depth) => random.Next(17) switch
    {
        0 => Of("HostName", Pick("%h.example.org", "10.1.2.3", "Zoo.Example.Org", "real-%h", "::1")),
        1 or 2 => Of("User", Pick("ops", "deploy", "\"quoted\"")),
        3 => Of("Port", Pick("2201", "2202", "22")),
        4 or 5 => Of("IdentityFile", Pick("~/.ssh/zk", "/keys/a", "\"/keys/with blank\"", "/keys/b", "none")),
        6 => Of("CertificateFile", Pick("/keys/a-cert.pub", "~/.ssh/zk-cert.pub")),
        7 => Of("IdentitiesOnly", Pick("yes", "no", "true")),
        8 => Of("UserKnownHostsFile", Pick("~/.ssh/kh", "/kh/one /kh/two", "none", "\"/kh/with blank\"")),
        9 => Of("GlobalKnownHostsFile", Pick("/etc/kh", "/etc/kh /etc/kh2", "none")),
        10 => Of("HostKeyAlias", Pick("alias1", "alias2")),
        11 => Of("ProxyJump", Pick("gate", "ops@gate:2299", "none", "gate,inner", "bastion")),
        12 => "ProxyCommand " + Pick("nc %h %p", "none", "ssh -W %h:%p \"gate way\" # not a comment"),
        13 => Of("ServerAliveInterval", Pick("30", "0", "5")),
        14 => Of("AddressFamily", Pick("any", "inet", "inet6")),
        15 => Of("RevokedHostKeys", Pick("/etc/revoked", "\"/etc/with blank\"", "none")),
        _ => depth < 2 && random.Next(3) == 0 ? Include(depth) : Of("ForwardAgent", "no"),
    };

    private string Include(int depth)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"part{includes++}-{depth}");
        Directory.CreateDirectory(Path.Combine(folder, name));
        System.IO.File.WriteAllText(Path.Combine(folder, name, "10.conf"), Text(random.Next(1, 3), depth + 1));
        System.IO.File.WriteAllText(Path.Combine(folder, name, "20.conf"), Line(depth: 2) + "\n");
        return $"Include {folder}/{(random.Next(2) == 0 ? name : name[..^1] + "?")}/*.conf /nowhere/*";
    }

    private string Of(string keyword, string value) => random.Next(6) switch
    {
        0 => $"{keyword}={value}",
        1 => $"\t{keyword.ToUpperInvariant()} = {value}",
        // OpenSSH 9.2 takes "ProxyJump none # why" for a host of that name.
        2 when (keyword, value) is not ("ProxyJump", "none") => $"  {keyword}   {value}  # why",
        3 => $"{keyword.ToLowerInvariant()}\t{value}",
        _ => $"  {keyword} {value}",
    };

    private string Pick(params string[] all) => all[random.Next(all.Length)];
}
