using System.Collections.Immutable;

namespace Debian;

/// <summary>Which of Debian's suites has a ZooKeeper version, and what makes its distribution.</summary>
/// <param name="Suite">Where <c>libzookeeper-java</c> comes from.</param>
/// <param name="LibrarySuite">
/// Where the libraries come from: a released suite, because those of sid move on, and some of them (jackson 2.22)
/// to class files that Java 17 cannot read.
/// </param>
/// <param name="Packages">Binary packages of the libraries.</param>
/// <param name="Jars">The jars to take, by name without version. <c>a|b</c>: the first that there is.</param>
public sealed record DebianRelease(
    Version Version, string Suite, string LibrarySuite, ImmutableArray<string> Packages, ImmutableArray<string> Jars)
{
    /// <summary>The package with ZooKeeper itself.</summary>
    public const string Package = "libzookeeper-java";

    public static readonly ImmutableArray<DebianRelease> All =
    [
        // 3.4 logs through log4j, speaks NIO and has no AdminServer: it needs nothing else.
        new(new(3, 4, 13), "bullseye", "bullseye", ["libslf4j-java", "liblog4j1.2-java", "libjline-java"],
            ["zookeeper", "slf4j-api", "slf4j-log4j12", "log4j", "jline"]),
        new(new(3, 8, 0), "bookworm", "bookworm", ModernPackages, ModernJars),
        new(new(3, 9, 3), "trixie", "trixie", ModernPackages, ModernJars),
        new(new(3, 9, 6), "sid", "trixie", ModernPackages, ModernJars),
    ];

    // Debian's slf4j 1.7 cannot use its newer logback, so log4j 1.2 is bound, whatever the version.
    private static ImmutableArray<string> ModernPackages =>
    [
        "libcommons-cli-java", "libcommons-io-java", "libdropwizard-metrics-java", "libjackson2-annotations-java",
        "libjackson2-core-java", "libjackson2-databind-java", "libjctools-java", "libjetty9-java",
        "liblog4j1.2-java", "libnetty-java", "libservlet-api-java", "libslf4j-java", "libsnappy-java",
    ];

    private static ImmutableArray<string> ModernJars =>
    [
        "zookeeper", "zookeeper-jute", "commons-cli", "commons-io", "metrics-core", "jackson-annotations",
        "jackson-core", "jackson-databind", "jctools-core", "jetty9-http", "jetty9-io", "jetty9-security",
        "jetty9-server", "jetty9-servlet", "jetty9-util", "jetty9-util-ajax", "servlet-api", "log4j", "netty-buffer",
        "netty-codec", "netty-common", "netty-handler", "netty-resolver", "netty-transport",
        "netty-transport-native-epoll", "netty-transport-native-unix-common", "slf4j-api",
        "slf4j-log4j12|slf4j-reload4j", "snappy-java",
    ];
}
