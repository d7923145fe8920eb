using System.Collections.Immutable;
using System.Globalization;

namespace Lab.Foreign.Layouts;

/// <summary>
/// ZooKeeper as Kafka's archive brings it: <c>bin/zookeeper-server-start.sh -daemon config/zookeeper.properties</c>,
/// jars in <c>libs</c>, and another name of the configuration file.
/// </summary>
public sealed class KafkaLayout(string version, params ImmutableArray<int> ids) : ForeignLayout(version, ids)
{
    /// <inheritdoc/>
    protected override async Task StartAsync(int id)
    {
        var home = Path.Combine(Folder, $"broker{id}", "kafka_2.13-3.9.1");
        await MakeAsync(home);
        var data = Directory.CreateDirectory(Path.Combine(Folder, $"broker{id}", "zookeeper-data")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(home, "config", "zookeeper.properties"),
            Sample(id, data, "maxClientCnxns=0\nadmin.enableServer=false\n4lw.commands.whitelist=srvr"));
        if (Members().Length > 0)
        {
            await File.WriteAllTextAsync(Path.Combine(data, "myid"), string.Create(CultureInfo.InvariantCulture, $"{id}\n"));
        }

        await ShellAsync(
            home, "JAVA_HOME=$1 KAFKA_HEAP_OPTS=-Xmx96m bin/zookeeper-server-start.sh -daemon config/zookeeper.properties",
            await LabReleases.JavaHomeAsync());
    }

    /// <summary>The scripts by what they are documented to do: log folder, options by variables, -daemon.</summary>
    private async Task MakeAsync(string home)
    {
        var release = await LabReleases.FolderAsync(Version);
        foreach (var folder in new[] { "bin", "config", "libs" })
        {
            Directory.CreateDirectory(Path.Combine(home, folder));
        }

        foreach (var jar in Directory.EnumerateFiles(Path.Combine(release, "lib"), "*.jar"))
        {
            File.Copy(jar, Path.Combine(home, "libs", Path.GetFileName(jar)), overwrite: true);
        }

        await WriteAsync(Path.Combine(home, "bin", "zookeeper-server-start.sh"), """
            #!/bin/bash
            here=$(dirname "$0")
            export KAFKA_LOG4J_OPTS=${KAFKA_LOG4J_OPTS:--Dlog4j.configuration=file:$here/../config/log4j.properties}
            export KAFKA_HEAP_OPTS=${KAFKA_HEAP_OPTS:--Xmx512M -Xms512M}
            extra="-name zookeeper -loggc"
            if [ "$1" = -daemon ]; then extra="-daemon $extra"; shift; fi
            exec "$here/kafka-run-class.sh" $extra org.apache.zookeeper.server.quorum.QuorumPeerMain "$@"
            """);
        await WriteAsync(Path.Combine(home, "bin", "kafka-run-class.sh"), """
            #!/bin/bash
            top=$(dirname "$0")/..
            LOG_DIR=${LOG_DIR:-$top/logs}
            mkdir -p "$LOG_DIR"
            daemon=no name=kafka
            while true; do
                case $1 in
                    -daemon) daemon=yes; shift ;;
                    -name) name=$2; shift 2 ;;
                    -loggc) shift ;;
                    *) break ;;
                esac
            done
            for jar in "$top"/libs/*.jar; do CLASSPATH=$CLASSPATH:$jar; done
            java=${JAVA_HOME:+$JAVA_HOME/bin/}java
            set -- "$java" $KAFKA_HEAP_OPTS -server -XX:+UseSerialGC -Djava.awt.headless=true \
                "-Dkafka.logs.dir=$LOG_DIR" $KAFKA_LOG4J_OPTS -cp "$CLASSPATH" $KAFKA_OPTS "$@"
            if [ $daemon = yes ]; then nohup "$@" >"$LOG_DIR/$name.out" 2>&1 </dev/null & else exec "$@"; fi
            """);
    }

    private static async Task WriteAsync(string file, string text)
    {
        await File.WriteAllTextAsync(file, text + "\n");
        Executable.Make(file);
    }
}
