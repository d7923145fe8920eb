using Lab.Hosts;

namespace Lab.Foreign.Layouts;

/// <summary>
/// Servers on hosts of a lab in the folders of the system, as packages and roles of others set them up: one host each,
/// known by address. Made anew from what each is documented to lay down.
/// </summary>
public sealed class HostLayouts(LabHosts hosts, string version)
{
    private const string Common = """
        tickTime=500
        initLimit=20
        syncLimit=10
        clientPort=2181
        """;

    public LabHosts Hosts => hosts;

    /// <summary>Sets up and starts the first so many hosts; ends when all serve.</summary>
    /// <param name="kind"><c>unit</c>, <c>sleighzy</c>, <c>116davinder</c>, <c>confluent</c> or <c>debian</c>.</param>
    public async Task StartAsync(string kind, int count)
    {
        Prerequisite.Programs(("setpriv", "util-linux"));
        var release = await LabReleases.FolderAsync(version);
        var official = await OfficialRelease.CreateAsync(Path.Combine(hosts.Folder, "official"), version);
        var members = count == 1 ? "" : string.Join('\n', Enumerable.Range(1, count).Select(
            id => $"server.{id}={hosts[id].Address}:2888:3888"));
        foreach (var host in Enumerable.Range(1, count).Select(number => hosts[number]))
        {
            await host.InstallProgramAsync("systemctl", LabHosts.Text("foreign-systemctl"));
            await host.RunAsync(Of(kind), official.Folder, release, $"{Common}\n{members}", host.Name[2..], version);
        }

        foreach (var host in Enumerable.Range(1, count).Select(number => hosts[number]))
        {
            try
            {
                await Poll.UntilAsync(
                    async () => FourLetterWord.Field(
                        await FourLetterWord.AskAsync(host.Address, 2181, "srvr", default), "Mode"),
                    () => $"{host.Name} does not serve");
            }
            catch (TimeoutException silent)
            {
                throw new TimeoutException(
                    $"{silent.Message}: {await host.RunAsync("tail -n 20 /var/log/unit.log; ps -eo user,args")}");
            }
        }
    }

    /// <summary>$1: an official release; $2: jars; $3: lines of zoo.cfg; $4: id; $5: version.</summary>
    private static string Of(string kind) => kind switch
    {
        // The archive unpacked below /opt, run in the foreground by a unit of one's own that starts it again.
        "unit" => """
            set -e
            cp -r "$1" /opt/zk
            mkdir -p /var/lib/zk
            printf '%s\ndataDir=/var/lib/zk\n' "$3" >/opt/zk/conf/zoo.cfg
            echo "$4" >/var/lib/zk/myid
            chown -R zookeeper:zookeeper /opt/zk /var/lib/zk
            cat >/etc/systemd/system/zk.service <<UNIT
            [Unit]
            Description=ZooKeeper of the platform team
            [Service]
            Type=simple
            User=zookeeper
            WorkingDirectory=/opt/zk
            Environment=JAVA_HOME=/opt/java "SERVER_JVMFLAGS=-Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
            ExecStart=/opt/zk/bin/zkServer.sh start-foreground
            Restart=always
            UNIT
            systemctl start zk.service
            """,

        // sleighzy/ansible-zookeeper: a link in /usr/share, forking, log folder by the unit.
        "sleighzy" => """
            set -e
            mount -t tmpfs tmpfs /usr/share
            cp -r "$1" "/usr/share/apache-zookeeper-$5"
            ln -s "/usr/share/apache-zookeeper-$5" /usr/share/zookeeper
            mkdir -p /var/lib/zookeeper /var/log/zookeeper
            printf '%s\ndataDir=/var/lib/zookeeper\ndataLogDir=/var/lib/zookeeper\nmaxClientCnxns=60\n' "$3" \
                >/usr/share/zookeeper/conf/zoo.cfg
            printf 'autopurge.snapRetainCount=3\nautopurge.purgeInterval=1\nadmin.enableServer=true\n' \
                >>/usr/share/zookeeper/conf/zoo.cfg
            printf 'admin.serverAddress=0.0.0.0\nadmin.serverPort=8080\nadmin.idleTimeout=30000\nadmin.commandURL=/commands\n' \
                >>/usr/share/zookeeper/conf/zoo.cfg
            echo 'export JVMFLAGS="-Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"' >/usr/share/zookeeper/conf/java.env
            echo "$4" >/var/lib/zookeeper/myid
            chown -R zookeeper:zookeeper /usr/share/apache-zookeeper-* /var/lib/zookeeper /var/log/zookeeper
            cat >/etc/systemd/system/zookeeper.service <<UNIT
            [Service]
            Type=forking
            Environment='ZOO_LOG_DIR=/var/log/zookeeper' JAVA_HOME=/opt/java
            Environment='ZOO_LOG4J_PROP=INFO,ROLLINGFILE'
            ExecStart=/usr/share/zookeeper/bin/zkServer.sh start
            ExecStop=/usr/share/zookeeper/bin/zkServer.sh stop
            Restart=on-failure
            User=zookeeper
            UNIT
            systemctl start zookeeper.service
            """,

        // 116davinder/zookeeper-cluster-ansible: all below one folder, the configuration named, java.env with the heap.
        "116davinder" => """
            set -e
            mount -t tmpfs tmpfs /srv
            mkdir -p /srv/zookeeper/zookeeper-data /srv/zookeeper/zookeeper-logs
            cp -r "$1" "/srv/zookeeper/zookeeper-$5"
            ln -s "/srv/zookeeper/zookeeper-$5" /srv/zookeeper/zookeeper
            conf=/srv/zookeeper/zookeeper/conf
            printf '%s\ndataDir=/srv/zookeeper/zookeeper-data\n4lw.commands.whitelist=*\nadmin.portUnification=false\n' "$3" \
                >$conf/zoo.cfg
            echo 'export JVMFLAGS="-Xmx96m -Xms64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"' >$conf/java.env
            echo "$4" >/srv/zookeeper/zookeeper-data/myid
            chown -R zookeeper:zookeeper /srv/zookeeper
            cat >/etc/systemd/system/zookeeper.service <<UNIT
            [Service]
            Type=forking
            User=zookeeper
            Environment=ZOO_LOG_DIR=/srv/zookeeper/zookeeper-logs JAVA_HOME=/opt/java
            ExecStart=/srv/zookeeper/zookeeper/bin/zkServer.sh start $conf/zoo.cfg
            ExecStop=/srv/zookeeper/zookeeper/bin/zkServer.sh stop $conf/zoo.cfg
            Restart=no
            UNIT
            systemctl start zookeeper.service
            """,

        // Confluent's packages: jars beside Kafka's, the configuration in /etc/kafka, an account of Kafka's.
        "confluent" => """
            set -e
            mount -t tmpfs tmpfs /usr/share
            mkdir -p /usr/share/java/kafka /etc/kafka /var/lib/zookeeper /var/log/kafka
            cp "$2"/lib/*.jar /usr/share/java/kafka/
            sed -i '/^cp-kafka:/d' /etc/passwd
            echo 'cp-kafka:x:41002:41002::/var/empty:/bin/false' >>/etc/passwd
            printf '%s\ndataDir=/var/lib/zookeeper\nmaxClientCnxns=0\nadmin.enableServer=false\n' "$3" \
                >/etc/kafka/zookeeper.properties
            echo "$4" >/var/lib/zookeeper/myid
            chown -R cp-kafka:zookeeper /etc/kafka /var/lib/zookeeper /var/log/kafka
            cat >/usr/local/bin/zookeeper-server-start <<'START'
            #!/bin/sh
            for jar in /usr/share/java/kafka/*.jar; do class_path=$class_path:$jar; done
            exec /opt/java/bin/java $KAFKA_HEAP_OPTS "-Dkafka.logs.dir=$LOG_DIR" -cp "$class_path" \
                org.apache.zookeeper.server.quorum.QuorumPeerMain "$@"
            START
            chmod 755 /usr/local/bin/zookeeper-server-start
            cat >/etc/systemd/system/confluent-zookeeper.service <<UNIT
            [Service]
            Type=simple
            User=cp-kafka
            Environment="LOG_DIR=/var/log/kafka" "KAFKA_HEAP_OPTS=-Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
            ExecStart=/usr/local/bin/zookeeper-server-start /etc/kafka/zookeeper.properties
            TimeoutStopSec=180
            Restart=no
            UNIT
            systemctl start confluent-zookeeper.service
            """,

        // Debian's zookeeperd: a link of alternatives, an environment file, an init script that starts Java itself.
        "debian" => """
            set -e
            mount -t tmpfs tmpfs /usr/share
            mkdir -p /usr/share/java /etc/zookeeper/conf_example /var/lib/zookeeper /var/log/zookeeper /run/zookeeper
            ln -s /etc/zookeeper/conf_example /etc/zookeeper/conf
            cp "$2"/lib/*.jar /usr/share/java/
            if [ ! -e /usr/share/java/zookeeper.jar ]; then mv "/usr/share/java/zookeeper-$5.jar" /usr/share/java/zookeeper.jar; fi
            ln -s zookeeper.jar "/usr/share/java/zookeeper-$5.jar"
            printf '%s\ndataDir=/var/lib/zookeeper\n' "$3" >/etc/zookeeper/conf/zoo.cfg
            echo "$4" >/etc/zookeeper/conf/myid
            ln -s /etc/zookeeper/conf/myid /var/lib/zookeeper/myid
            cat >/etc/zookeeper/conf/environment <<'ENVIRONMENT'
            ZOOMAIN=org.apache.zookeeper.server.quorum.QuorumPeerMain
            ZOOCFG=/etc/zookeeper/conf/zoo.cfg
            ZOO_LOG_DIR=/var/log/zookeeper
            ZOO_LOG4J_PROP=INFO,ROLLINGFILE
            JAVA_OPTS=-Xmx96m
            JAVA=/opt/java/bin/java
            ENVIRONMENT
            cat >/etc/init.d/zookeeper <<'INIT'
            #!/bin/sh
            . /etc/zookeeper/conf/environment
            CLASSPATH=/etc/zookeeper/conf
            for jar in /usr/share/java/*.jar; do CLASSPATH=$CLASSPATH:$jar; done
            pidfile=/run/zookeeper/zookeeper.pid
            case $1 in
                start)
                    start-stop-daemon --start --quiet --pidfile $pidfile --make-pidfile --chuid zookeeper:zookeeper \
                        --background --exec $JAVA -- -cp "$CLASSPATH" $JAVA_OPTS -Dzookeeper.log.dir=$ZOO_LOG_DIR \
                        -Dzookeeper.root.logger=$ZOO_LOG4J_PROP $ZOOMAIN $ZOOCFG ;;
                stop) start-stop-daemon --stop --quiet --retry=TERM/30/KILL/5 --pidfile $pidfile ;;
            esac
            INIT
            chmod 755 /etc/init.d/zookeeper
            chown -R zookeeper:zookeeper /var/lib/zookeeper /var/log/zookeeper /run/zookeeper
            /etc/init.d/zookeeper start
            """,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
