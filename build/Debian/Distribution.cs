using System.Security.Cryptography;
using System.Text;

namespace Debian;

/// <summary>The official layout, laid from unpacked packages and this assembly's own scripts.</summary>
internal static class Distribution
{
    private const string Prefix = "Distribution/";

    /// <summary>Changes when something changes that archives are made of, packages' revisions excepted.</summary>
    public static string Fingerprint(DebianRelease release)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(
            string.Join('\n', [.. release.Packages, .. release.Jars, release.Suite, release.LibrarySuite])));
        foreach (var (name, content) in OwnFiles())
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <param name="root">Where the packages are unpacked.</param>
    /// <param name="target">The distribution's top folder, made here.</param>
    public static void Lay(DebianRelease release, string root, string target)
    {
        var lib = Directory.CreateDirectory(Path.Combine(target, "lib")).FullName;
        var jars = new DirectoryInfo(Path.Combine(root, "usr/share/java")).EnumerateFiles("*.jar")
            .Where(file => file.LinkTarget is null)
            .ToLookup(file => Jar.BaseName(file.Name));
        foreach (var wanted in release.Jars)
        {
            var jar = wanted.Split('|').SelectMany(name => jars[name]).FirstOrDefault()
                ?? throw new DebianException($"the packages of {release.LibrarySuite} have no {wanted}.jar");
            Jar.CopyWithoutClassPath(jar.FullName, Path.Combine(lib, jar.Name));
        }

        foreach (var (name, content) in OwnFiles())
        {
            var file = Path.Combine(target, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }
    }

    /// <summary>The scripts and samples that this assembly carries: <c>bin/zkServer.sh</c> …</summary>
    private static IEnumerable<(string Name, byte[] Content)> OwnFiles()
    {
        var assembly = typeof(Distribution).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames()
                     .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var text = new StreamReader(stream);

            // Scripts, whatever line ends the checkout has.
            var content = text.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
            yield return (resource[Prefix.Length..], System.Text.Encoding.UTF8.GetBytes(content));
        }
    }
}
