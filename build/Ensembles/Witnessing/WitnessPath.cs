using System.Security.Cryptography;
using System.Text;

namespace Ensembles.Witnessing;

/// <summary>Where the witness writes, and what: the path determines the content, so that it can be proved.</summary>
public static class WitnessPath
{
    /// <summary>Parent of all runs.</summary>
    public const string Root = "/ensemble-witness";

    /// <summary>Begins the names of signs.</summary>
    internal const string SignName = "lives";

    public static string Run(string run) => $"{Root}/{run}";

    /// <summary>Lives with a session of the run: where none is left, the run is over.</summary>
    public static string Sign(string run, int session) => $"{Root}/{run}/{SignName}{session}";

    public static string Session(string run, int session) => $"{Root}/{run}/s{session}";

    public static string Node(string run, int session, int number) => $"{Root}/{run}/s{session}/{Name(number)}";

    /// <summary><c>n0000000123</c>: sorts by number.</summary>
    public static string Name(int number) => $"n{number:D10}";

    /// <summary>The path and the first half of its SHA-256: a shortened or mixed-up content shows.</summary>
    public static byte[] Content(string path) => Encoding.ASCII.GetBytes(
        $"{path} {Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(path)).AsSpan(0, 16))}");
}
