using Ensembles.Adopting;
using Ensembles.Inventories;
using Ensembles.Observing.Found;
using Ensembles.Observing.Processes;

namespace Unit.Adopting;

/// <summary>What the command that starts a server again is given, so that Java runs with what it runs with now.</summary>
public sealed class StartVariablesTests
{
    private static readonly string[] ByZkServer =
        ["-Dzookeeper.log.dir=/opt/zk/bin/../logs", "-Dzookeeper.log.file=zookeeper-zk-server-zk1.log",
            "-XX:+HeapDumpOnOutOfMemoryError", "-XX:OnOutOfMemoryError=kill -9 %p"];

    [Test]
    public void A_plain_java_gives_its_options_to_the_script()
    {
        var server = Plain("-Xmx1500m", "-Djute.maxbuffer=8388608", "-Dzookeeper.extendedTypesEnabled=true",
            "-XX:+UseSerialGC", "-Dzookeeper.root.logger=INFO,FILE", "-XX:OnOutOfMemoryError=kill -9 %p");

        var variables = Variables(server);

        Assert.That(variables["SERVER_JVMFLAGS"], Is.EqualTo(
            "-Xmx1500m -Djute.maxbuffer=8388608 -Dzookeeper.extendedTypesEnabled=true -XX:+UseSerialGC"));
        Assert.That(variables["JAVA_HOME"], Is.EqualTo("/usr/lib/jvm/java-17"), "the very Java");
        Assert.That(variables["JMXDISABLE"], Is.EqualTo("true"), "it has none");
        Assert.That(variables["ZOO_LOG4J_PROP"], Is.EqualTo("INFO,FILE"));
        Assert.That(Finds.Adopt(server).Notes, Has.None.Contains("Java option"));
    }

    [Test]
    public void A_command_line_that_was_copied_from_the_script_is_a_plain_one() => Assert.That(
        Variables(Plain([.. ByZkServer, "-Xmx200m", "-XX:+UseSerialGC"]))["SERVER_JVMFLAGS"],
        Is.EqualTo("-Xmx200m -XX:+UseSerialGC"));

    [Test]
    public void Variables_that_it_does_not_run_with_are_not_its_own()
    {
        var server = Plain("-Xmx1500m").With(process => process with
        {
            Environment = process.Environment.Add("JVMFLAGS", "-Xmx4g").Add("JAVA_HOME", "/opt/other"),
        });

        var variables = Variables(server with { Process = server.Process with { Arguments =
            ["/opt/jdk/bin/java", .. server.Process.Arguments.Skip(1)] } });

        Assert.That(variables, Does.Not.ContainKey("JVMFLAGS"));
        Assert.That(variables["SERVER_JVMFLAGS"], Is.EqualTo("-Xmx1500m"));
        Assert.That(variables["JAVA_HOME"], Is.EqualTo("/opt/jdk"));
    }

    [Test]
    public void What_the_script_and_its_files_give_is_not_given_twice()
    {
        var server = (Plain([.. ByZkServer, "-Xmx2g", "-javaagent:/opt/jmx.jar=7000", "-XX:+UseG1GC"]) with
        {
            Configured = ["-Xmx2g", "-javaagent:$JMX/jmx.jar=7000"],
        }).With(process => process with { Environment = process.Environment.Add("JVMFLAGS", "-XX:+UseG1GC") });

        Assert.That(Variables(server), Is.EquivalentTo(new Dictionary<string, string> { ["JVMFLAGS"] = "-XX:+UseG1GC" }));
    }

    [Test]
    public void A_folder_that_the_script_was_given_as_an_argument_becomes_its_variable()
    {
        var server = Plain([.. ByZkServer, "-Xmx200m"]) with { SettingsFolder = "/etc/zk1" };

        Assert.That(Variables(server)["ZOOCFGDIR"], Is.EqualTo("/etc/zk1"));
        Assert.That(
            Variables(server.With(process => process with { Environment = process.Environment.Add("ZOOCFGDIR", "/etc/mine") }))["ZOOCFGDIR"],
            Is.EqualTo("/etc/mine"), "its environment tells");
    }

    [Test]
    public void What_its_files_would_add_is_named()
    {
        var adoption = Finds.Adopt(Plain("-Xmx1500m") with { Configured = ["-Xmx2g", "-Xms$LEAST"] });

        Assert.That(adoption.Notes, Has.One.Contains("without the Java option -Xmx2g").And.None.Contains("-Xms"));
    }

    [TestCase("-Dgreeting=a b", "-Dgreeting=a b")]
    [TestCase("-Dpattern=*", "-Dpattern=*")]
    [TestCase("-Dkey.password=a b", "-Dkey.password, ")]
    public void What_the_script_cannot_give_it_is_named(string option, string said)
    {
        var server = Plain("-Xmx1500m", option);

        Assert.That(Finds.Adopt(server).Notes, Has.One.StartsWith("server 1 on zk1 runs with the Java option " + said));
        Assert.That(Variables(server)["SERVER_JVMFLAGS"], Is.EqualTo("-Xmx1500m"));
    }

    [Test]
    public void No_heap_is_named() => Assert.That(
        Finds.Adopt(Plain("-XX:+UseG1GC")).Notes, Has.One.Contains("without -Xmx").And.One.Contains("ZK_SERVER_HEAP"));

    /// <summary>zkEnv.sh puts its own heap in front and hands the whole down; zkServer.sh does so with JVMFLAGS.</summary>
    [Test]
    public void Of_several_heaps_the_last_counts()
    {
        var flags = "-Xmx1000m -Xmx1000m -Xmx200m -Xms50m -Xms60m -javaagent:a.jar";
        var server = Plain([.. ByZkServer, .. flags.Split(' '), .. flags.Split(' '), "-Dmine=1"]).With(process =>
            process with
            {
                Environment = process.Environment.Add("SERVER_JVMFLAGS", flags).Add("JVMFLAGS", flags + " -Dmine=1"),
            });

        Assert.That(Variables(server), Is.EquivalentTo(new Dictionary<string, string>
        {
            ["SERVER_JVMFLAGS"] = "-Xmx200m -Xms60m -javaagent:a.jar", ["JVMFLAGS"] = "-Dmine=1",
        }));
        Assert.That(AdoptionTests.Read(Finds.Adopt(server)).Java.Flags,
            Has.Exactly(1).StartsWith("-Xms").And.Exactly(1).EqualTo("-Xms60m"));
    }

    /// <summary>Of agents and drivers, which no table knows: by their names, and an account in an address.</summary>
    [TestCase("-Dvault.token=hunter1")]
    [TestCase("-Dapi.key=hunter1")]
    [TestCase("-Dpassphrase=hunter1")]
    [TestCase("-Ddb.url=jdbc:pg://u:hunter1@h/db")]
    [TestCase("-javaagent:/opt/agent.jar=token=hunter1")]
    public void What_may_be_a_secret_is_not_written(string option)
    {
        var adoption = Finds.Adopt(Plain("-Xmx1500m", option));

        Assert.That(InventoryText.Of(adoption), Does.Not.Contain("hunter1").And.Contain("=${ZOOKEEPER_"));
        Assert.That(adoption.Notes, Has.None.Contains("hunter1").And.Some.Contains("secret"));
    }

    [Test]
    public void Secrets_are_variables_of_their_own()
    {
        var server = Plain("-Xmx1500m", "-Djavax.net.ssl.keyStorePassword=hunter1", "-Dx=${HOME}");
        var adoption = Finds.Adopt(server);

        var text = InventoryText.Of(adoption);

        Assert.That(text, Does.Not.Contain("hunter").And.Contain(
            "\"-Xmx1500m -Djavax.net.ssl.keyStorePassword=${ZOOKEEPER_JAVAX_NET_SSL_KEYSTOREPASSWORD} -Dx=$${HOME}\""));
        Assert.That(adoption.Notes, Has.Some.StartsWith("SERVER_JVMFLAGS of server 1 on zk1 holds a secret"));
    }

    [Test]
    public void Jars_of_elsewhere_stay_on_the_class_path() => Assert.That(
        Variables(Plain("-Xmx1500m", "-cp", "/opt/zk/conf:lib/*:/opt/plug-in/a.jar"))["CLASSPATH"],
        Is.EqualTo("/opt/plug-in/a.jar"));

    [Test]
    public void Options_with_a_word_of_their_own_are_one_word() => Assert.That(
        Variables(Plain("--add-opens", "java.base/java.lang=ALL-UNNAMED"))["SERVER_JVMFLAGS"],
        Is.EqualTo("--add-opens=java.base/java.lang=ALL-UNNAMED"));

    [Test]
    public void Scripts_of_Kafka_get_them_in_their_own_variables()
    {
        var server = Plain("-Xmx1500m", "-XX:+UseSerialGC") with
        {
            StartCommand = ["/opt/zk/bin/zookeeper-server-start.sh", "-daemon", "/opt/zk/conf/zoo.cfg"],
            Written = ["-XX:+UseG1GC"],
        };

        Assert.That(Variables(server), Is.SupersetOf(new Dictionary<string, string>
        {
            ["KAFKA_HEAP_OPTS"] = "-Xmx1500m", ["KAFKA_JVM_PERFORMANCE_OPTS"] = "-XX:+UseSerialGC",
        }));
    }

    [Test]
    public void A_script_that_takes_none_is_named() => Assert.That(
        Finds.Adopt(Plain("-Xmx1500m") with { StartCommand = ["/etc/init.d/zookeeper", "start"] }).Notes,
        Has.One.Contains("-Xmx1500m, and /etc/init.d/zookeeper takes options from no variable"));

    private static FoundServer Plain(params string[] options) => Finds.Member(1).With(process => process with
    {
        Arguments = ["java", .. options, "org.apache.zookeeper.server.quorum.QuorumPeerMain", "/opt/zk/conf/zoo.cfg"],
        WorkingDirectory = "/opt/zk",
        Keeper = Keeper.None,
    });

    private static Dictionary<string, string> Variables(FoundServer server) =>
        ((ServiceSpec.Script)AdoptionTests.Read(Finds.Adopt(server)).Servers[0].Service!).Environment.ToDictionary();
}
