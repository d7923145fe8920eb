using System.Globalization;

namespace ZooKeeper.Status;

/// <summary>A transaction's number: the epoch of its leader and a counter within it.</summary>
public readonly record struct Zxid(long Value) : IComparable<Zxid>
{
    /// <summary>Raised by every election; 0 on a server that never was in an ensemble.</summary>
    public int Epoch => (int)(Value >> 32);

    /// <summary>0 right after an election.</summary>
    public uint Counter => (uint)Value;

    /// <summary>Reads hexadecimal digits, with or without <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static Zxid Parse(string text) =>
        TryParse(text, out var zxid)
            ? zxid : throw new FormatException($"'{text}' is not a zxid (0x and 1 to 16 hexadecimal digits)");

    public static bool TryParse(string? text, out Zxid zxid)
    {
        var digits = (text ?? "").AsSpan().Trim();
        digits = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
        var valid = long.TryParse(
            digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
        zxid = new Zxid(value);
        return valid;
    }

    public int CompareTo(Zxid other) => Value.CompareTo(other.Value);

    public static bool operator <(Zxid left, Zxid right) => left.Value < right.Value;

    public static bool operator >(Zxid left, Zxid right) => left.Value > right.Value;

    public static bool operator <=(Zxid left, Zxid right) => left.Value <= right.Value;

    public static bool operator >=(Zxid left, Zxid right) => left.Value >= right.Value;

    /// <summary>As ZooKeeper writes it: <c>0x100000003</c>.</summary>
    public override string ToString() => "0x" + Value.ToString("x", CultureInfo.InvariantCulture);
}
