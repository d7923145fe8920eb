using System.Globalization;

namespace Remote.Ssh;

/// <summary>
/// What the certificate of a user's key says of itself (PROTOCOL.certkeys of OpenSSH): whom it is for, and until when.
/// </summary>
internal sealed class UserCertificate
{
    private const string Suffix = "-cert-v01@openssh.com";

    private UserCertificate(string keyType, string id, DateTimeOffset? from, DateTimeOffset? until) =>
        (KeyType, Id, From, Until) = (keyType, id, from, until);

    /// <summary>Of the key that is certified, e.g. <c>ssh-rsa</c>.</summary>
    public string KeyType { get; }

    public string Id { get; }

    /// <summary>Null: from ever.</summary>
    public DateTimeOffset? From { get; }

    /// <summary>Null: for ever.</summary>
    public DateTimeOffset? Until { get; }

    public static bool Is(string type) => type.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>The certificate in a file as ssh-keygen writes it; null where the file is none.</summary>
    public static UserCertificate? Read(string path)
    {
        try
        {
            return PublicKeyFile.Read(path) is { } blob ? Parse(blob) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <exception cref="InvalidDataException">It begins as one and is none.</exception>
    public static UserCertificate? Parse(ReadOnlySpan<byte> blob)
    {
        var reader = new WireReader(blob);
        var type = reader.Text();
        if (!Is(type))
        {
            return null;
        }

        reader.Bytes(); // The nonce.
        for (var parts = Parts(type); parts > 0; parts--)
        {
            reader.Bytes();
        }

        reader.UInt64(); // The serial number.
        reader.UInt32(); // A user's or a host's.
        var id = reader.Text();
        reader.Bytes(); // The accounts.
        return new(type[..^Suffix.Length], id, Time(reader.UInt64()), Time(reader.UInt64()));
    }

    /// <summary>For messages: <c>certificate deploy (expired 2030-01-01 12:00Z)</c>.</summary>
    public string Describe(DateTimeOffset now) =>
        Until <= now ? $"certificate {Id} (expired {Shown(Until)})"
        : From > now ? $"certificate {Id} (not valid before {Shown(From)})"
        : Until is null ? $"certificate {Id}"
        : $"certificate {Id} (until {Shown(Until)})";

    private static string Shown(DateTimeOffset? time) =>
        time!.Value.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>How many fields the public key has.</summary>
    private static int Parts(string type) => type switch
    {
        "ssh-rsa" + Suffix => 2,
        "ssh-dss" + Suffix => 4,
        "ssh-ed25519" + Suffix => 1,
        _ when type.StartsWith("sk-ecdsa", StringComparison.Ordinal) => 3,
        _ => 2, // ecdsa: curve and point; sk-ssh-ed25519: key and application.
    };

    /// <summary>The largest number is no time at all.</summary>
    private static DateTimeOffset? Time(ulong seconds) =>
        seconds is 0 or > 253_402_300_799 ? null : DateTimeOffset.FromUnixTimeSeconds((long)seconds);
}
