namespace Lab;

/// <summary>
/// An account that only a test's sshd and its children know: passwd, shadow, sudoers and homes are bound over the
/// machine's own in a mount namespace. Needs root.
/// </summary>
/// <param name="Shell">Its login shell.</param>
/// <param name="Sudoers">A line for sudoers.d; null: it may do nothing.</param>
public sealed record LabAccount(string Shell = "/bin/sh", string? Sudoers = null)
{
    public const string Name = "lab", Home = "/home/lab", AuthorizedKeys = "/home/authorized_keys";

    /// <summary>A start-up file of its shell: <c>.bashrc</c>, say, and its text.</summary>
    public (string File, string Text)? StartUp { get; init; }

    // $1: folder with the files; $2: start-up file; then sshd. Homes are a file system of the namespace's own.
    private const string Enclose = """
        set -e
        folder=$1 startup=$2
        shift 2
        mount --make-rprivate /
        for name in passwd shadow group; do mount --bind "$folder/$name" "/etc/$name"; done
        mkdir -p /etc/sudoers.d
        mount -t tmpfs -o mode=755 none /etc/sudoers.d
        install -m 440 "$folder/sudoers" /etc/sudoers.d/lab
        mount -t tmpfs -o mode=755 none /home
        install -m 644 "$folder/authorized_keys" /home/authorized_keys
        install -d -o 4242 -g 4242 /home/lab
        [ -z "$startup" ] || install -D -o 4242 -m 644 "$folder/startup" "/home/lab/$startup"
        exec "$@"
        """;

    /// <summary>Writes the files into a folder and gives the command that runs another one among them.</summary>
    internal IEnumerable<string> Wrap(string folder, IEnumerable<string> command)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Prerequisite.IsMissing("Another account can only be made by root, in a mount namespace");
        }

        Write("passwd", File.ReadAllText("/etc/passwd") + $"{Name}:x:4242:4242::{Home}:{Shell}\n", Readable);
        Write("group", File.ReadAllText("/etc/group") + $"{Name}:x:4242:\n", Readable);
        Write("shadow", File.ReadAllText("/etc/shadow") + $"{Name}:*:19000:0:99999:7:::\n", UnixFileMode.UserRead);
        Write("sudoers", Sudoers is null ? "" : Sudoers + "\n", UnixFileMode.UserRead);
        Write("startup", StartUp?.Text ?? "", Readable);
        return ["unshare", "--mount", "sh", "-c", Enclose, "enclose", folder, StartUp?.File ?? "", .. command];

        void Write(string name, string text, UnixFileMode mode)
        {
            var path = Path.Combine(folder, name);
            File.WriteAllText(path, text);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, mode);
            }
        }
    }

    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
}
