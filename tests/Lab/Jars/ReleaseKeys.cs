using System.IO.Compression;

namespace Lab.Jars;

/// <summary>
/// What the jars of a release read: the keys that the parser of zoo.cfg compares with, and the names of system properties.
/// The parser makes <c>zookeeper.KEY</c> of each key that it does not know, so zoo.cfg sets properties of that form too.
/// </summary>
public static class ReleaseKeys
{
    private const string Parser = "org/apache/zookeeper/server/quorum/QuorumPeerConfig";
    private const string Tls = "org/apache/zookeeper/common/X509Util";
    private const string ClientTls = "org/apache/zookeeper/common/ClientX509Util";

    /// <summary>Programs of their own, and the client's side.</summary>
    private static readonly string[] NotTheServer =
    [
        "org/apache/zookeeper/cli/", "org/apache/zookeeper/client/", "org/apache/zookeeper/ClientCnxn",
        "org/apache/zookeeper/ZooKeeper", "org/apache/zookeeper/graph/", "org/apache/zookeeper/util/SecurityUtils",
        "org/apache/zookeeper/SaslClientCallbackHandler", "org/apache/zookeeper/Shell",
        "org/apache/zookeeper/server/controller/",
    ];

    /// <summary>In the order of their names.</summary>
    public static IReadOnlyList<ReleaseKey> Of(string releaseFolder) =>
        [.. Directory.GetFiles(Path.Combine(releaseFolder, "lib"), "zookeeper*.jar")
            .SelectMany(Classes).SelectMany(Keys).Distinct()
            .GroupBy(key => (key.Name, key.Source))
            .Select(same => same.OrderBy(key => key.Type == KeyType.Text).First())
            .OrderBy(key => key.Name, StringComparer.Ordinal).ThenBy(key => key.Source)];

    /// <summary>Whether a class of a release has a method of this name.</summary>
    /// <param name="name">Of the class, with slashes.</param>
    public static bool HasMethod(string releaseFolder, string name, string method) =>
        Directory.GetFiles(Path.Combine(releaseFolder, "lib"), "zookeeper*.jar").SelectMany(Classes)
            .Any(file => file.Name == name && file.Methods.Any(one => one.Name == method));

    private static IEnumerable<ClassFile> Classes(string jar)
    {
        using var zip = ZipFile.OpenRead(jar);
        foreach (var entry in zip.Entries.Where(entry => entry.Name.EndsWith(".class", StringComparison.Ordinal)
            && !NotTheServer.Any(part => entry.FullName.StartsWith(part, StringComparison.Ordinal))))
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            yield return new ClassFile(bytes.ToArray());
        }
    }

    private static IEnumerable<ReleaseKey> Keys(ClassFile file) => file.Methods.SelectMany(method =>
        new MethodReading(file, method).Run(file.Name switch
        {
            Parser => ReadingOf.Parser,
            Tls => ReadingOf.TlsNames,
            ClientTls => ReadingOf.ClientTlsNames,
            _ => ReadingOf.Properties,
        }));
}

/// <summary>A key and how it gets to the server.</summary>
/// <param name="Name">As zoo.cfg or the option <c>-D</c> has it.</param>
public sealed record ReleaseKey(string Name, KeySource Source, KeyType Type);

public enum KeySource
{
    /// <summary>The parser of zoo.cfg compares with it.</summary>
    File,

    /// <summary>A system property <c>zookeeper.NAME</c>: zoo.cfg sets it too.</summary>
    Property,

    /// <summary>A system property of another name, which zoo.cfg cannot set.</summary>
    PropertyOnly,
}

public enum KeyType
{
    Text,
    Flag,
    Number,
    Fraction,
}

internal enum ReadingOf
{
    Properties,
    Parser,
    TlsNames,
    ClientTlsNames,
}
