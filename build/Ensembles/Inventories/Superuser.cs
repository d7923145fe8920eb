using System.Security.Cryptography;

namespace Ensembles.Inventories;

/// <summary>
/// The digest identity <c>super</c> (DigestAuthenticationProvider.superDigest). The password never appears in a log,
/// an error, a report or a process list.
/// </summary>
public sealed class Superuser
{
    private const int LongestFile = 64 * 1024;

    private readonly Lazy<string> password;

    /// <summary>A password that is known already.</summary>
    public Superuser(string password) => this.password = new(() => password);

    private Superuser(string file, Func<string> read) =>
        (File, password) = (file, new(read, LazyThreadSafetyMode.PublicationOnly));

    /// <summary>
    /// Absolute path of the file whose first line is the password; null where the inventory holds it.
    /// </summary>
    public string? File { get; }

    /// <summary>Printable ASCII. Read from <see cref="File"/> when it is first asked for.</summary>
    /// <exception cref="InventoryException">
    /// The file is missing, unreadable, or its first line is no password.
    /// </exception>
    public string Password => password.Value;

    /// <summary>
    /// A password that is read when it is needed: the file may be made later, by <see cref="MakeFile"/>.
    /// </summary>
    public static Superuser InFile(string file) => new(file, () => ReadFile(file));

    /// <summary>
    /// Makes <see cref="File"/> with a random password of 192 bits, readable by its owner only,
    /// where there is none yet. For ensembles that the suite itself starts; an existing file is never touched.
    /// </summary>
    /// <returns>Whether a file was made.</returns>
    public bool MakeFile()
    {
        if (File is null || System.IO.File.Exists(File))
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Under its name only when it is whole: a run killed in between leaves no empty password behind.
        string unfinished = $"{File}.{Environment.ProcessId}";
        using (var writer = new StreamWriter(unfinished, options))
        {
            writer.Write(RandomNumberGenerator.GetHexString(48, lowercase: true) + "\n");
        }

        System.IO.File.Move(unfinished, File);
        return true;
    }

    public override string ToString() => "Superuser { Password = *** }";

    /// <summary>
    /// What keeps a text from being a password, or null. Java decodes other bytes as its locale says.
    /// </summary>
    internal static string? Refusal(string password) =>
        password.Length == 0 ? "is empty"
        : password.Any(letter => letter is < ' ' or > '~') ? "has characters other than printable ASCII"
        : null;

    private static string ReadFile(string file)
    {
        try
        {
            string password = BoundedFile.Read(file, LongestFile).Split('\n')[0].TrimEnd('\r');
            return Refusal(password) is { } refusal
                ? throw new InventoryException($"{file}: the superuser's password in the first line {refusal}; "
                    + "write one of letters and digits")
                : password;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InventoryException(
                $"{file}: the superuser's password cannot be read ({e.Message}); make the file, mode 0600, with the "
                + "password in its first line", e);
        }
    }
}
