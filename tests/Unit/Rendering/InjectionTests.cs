using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Ensembles.Inventories;
using Ensembles.Inventories.Settings;
using Ensembles.Membership;
using Ensembles.Rendering;
using Unit.Inventories;

namespace Unit.Rendering;

/// <summary>
/// Whatever stands in an inventory: it is refused, or the files hold exactly what was written, for a reader that knows
/// nothing of ours.
/// </summary>
internal sealed class InjectionTests
{
    private static readonly string[] HostileValues =
    [
        "a\ndb.autocreate=true", "a\r\ndb.autocreate=true", "a\rdb.autocreate=true", "\ndb.autocreate=true", "a\n",
        "a\\", "a\\\ndb.autocreate=true", "a\\ndb.autocreate=true", "\\u000adb.autocreate=true", "a\\\\", "\\",
        " a", "a ", "\ta", "a\t", "a\fb", "a\vb", "\u0085db.autocreate=true", "a\u2028db.autocreate=true", "\u00a0a",
        "=a", ":a", "a=b:c", "#a", "!a", "a#b", "a!b", "a b", "'a", "\"a\"", "$(id)", "`id`", "${HOME}x", "%n",
        "{{ id }}",
        "a;b", "a|b&c", "<a>&amp;", "]]>", "\0", "\e[31m", "\u202ea", "é", "",
    ];

    private static readonly string[] HostileNames =
    [
        "", "x=y\ndb.autocreate", "x\nserver.9=e:1:2;3\nfoo", "x\rdb.autocreate", "x=y", "x:y", "x y", " x", "x ",
        "x\ty", "x\\", "x\\=y", "#x", "!x", "x\fy", "x\u0085y", "é", "x\0", "x\e", "{{ id }}", "x'", "x\"", "$(id)",
    ];

    [Test]
    public void Every_key_with_every_hostile_value_is_refused_or_written_as_it_is()
    {
        using var project = new Project();
        var server = project.ReadGood(Project.Good).Servers[0];
        int written = 0;
        foreach (string key in SettingTable.All.Keys.Append("authProvider.any-Name_1.x"))
        {
            foreach (string value in HostileValues)
            {
                string text = Quoted(value.Replace("${", "$${", StringComparison.Ordinal));
                written += Check(project, server, $"{{ {Quoted(key)}: {text} }}", key, value) ? 1 : 0;
                if (key is "serverCnxnFactory" or "ssl.keyStore.password" or "tickTime" or "forceSync")
                {
                    project.Environment["HOSTILE"] = value;
                    _ = Check(project, server, $"{{ {Quoted(key)}: \"${{HOSTILE}}\" }}", key, value);
                }
            }
        }

        Assert.That(written, Is.GreaterThan(100), "values that are odd and right are not refused");
    }

    [Test]
    public void A_name_after_a_prefix_is_a_key_or_is_refused([ValueSource(nameof(HostileNames))] string name)
    {
        using var project = new Project();
        string key = SettingTable.FreePrefix + name;
        foreach (string settings in new[]
        {
            $"{{ {Quoted(key)}: \"true\" }}",
            $"{{ authProvider: {{ {Quoted(name)}: \"true\" }} }}",
        })
        {
            var reading = project.Read(Project.Good.Replace("{ tickTime: 2000 }", settings, StringComparison.Ordinal));

            Assert.That(reading.Inventory, Is.Null);
            Assert.That(reading.Faults.Single().Remedy, Does.Contain("letters, digits"));
        }
    }

    [TestCase("jvm_flags")]
    [TestCase("data")]
    [TestCase("dynamic_config_file")]
    public void A_value_that_came_from_elsewhere_is_refused_before_it_reaches_a_file(string name)
    {
        var model = new Scriban.Runtime.ScriptObject { [name] = "/a\ndb.autocreate=true" };

        Assert.That(
            () => FileGrammar.CheckModel(model), Throws.TypeOf<RenderingException>().With.Message.Contains(name));
    }

    [Test]
    public void A_pointer_of_a_hosts_own_file_cannot_bring_a_line()
    {
        var inventory = Wanted.Inventory("3.9.3");
        var kept = ZooCfg.Parse("dynamicConfigFile=/srv/zk/zoo.cfg.dynamic\\ndb.autocreate=true\n").Kept!;

        Assert.That(() => Wanted.ZooCfg(inventory, 1, kept),
            Throws.TypeOf<RenderingException>().With.Message.Contains("dynamic_config_file"));
    }

    [Test]
    public void A_key_twice_and_a_changed_value_are_seen_when_the_file_is_read_back()
    {
        var wanted = new Dictionary<string, string> { ["tickTime"] = "2000" };

        Assert.That(() => FileGrammar.CheckZooCfg("tickTime=2000\ntickTime=1\n", wanted),
            Throws.TypeOf<RenderingException>().With.Message.Contains("twice"));
        Assert.That(() => FileGrammar.CheckZooCfg("tickTime=2\\\n000\n", wanted), Throws.Nothing);
        Assert.That(() => FileGrammar.CheckZooCfg("tickTime=1\n", wanted),
            Throws.TypeOf<RenderingException>().With.Message.Contains("tickTime"));
    }

    /// <returns>Whether it was accepted.</returns>
    private static bool Check(Project project, Server server, string settings, string key, string value)
    {
        var reading = project.Read(Project.Good.Replace("{ tickTime: 2000 }", settings, StringComparison.Ordinal));
        if (reading.Inventory is not { } inventory)
        {
            return false;
        }

        var form = new MembershipForm.Standalone();
        var files = Wanted.Renderer.Render(inventory, inventory.Servers.Single(other => other.Id == server.Id), form);
        var pairs = Properties(files.Single(file => file.Name == "zoo.cfg").Content);
        string expected = key == FourLetterWords.Key ? pairs[key] : value;
        Assert.That(pairs.GetValueOrDefault("db.autocreate"), Is.EqualTo("false"), settings);
        Assert.That(pairs.Keys.Except(Usual).Where(other => other != key), Is.Empty, settings);
        if (key is not ("connectToLearnerMasterLimit" or "leaderServes" or "initLimit" or "syncLimit"))
        {
            Assert.That(pairs.GetValueOrDefault(key), Is.EqualTo(expected), settings);
        }

        return true;
    }

    private static readonly ImmutableHashSet<string> Usual =
    [
        "tickTime", "dataDir", "dataLogDir", "maxClientCnxns", "clientPort", "clientPortAddress", "db.autocreate",
        "autopurge.snapRetainCount", "autopurge.purgeInterval", FourLetterWords.Key, "admin.serverAddress",
        "admin.serverPort", "initLimit", "syncLimit",
    ];

    /// <summary>A text in YAML's double quotes: JSON's are the same.</summary>
    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    /// <summary>
    /// The format of java.util.Properties.load, after its description, byte by byte in ISO-8859-1; with ZooKeeper's
    /// trimming. Fails where a key stands twice.
    /// </summary>
    private static Dictionary<string, string> Properties(string content)
    {
        string text = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(content));
        var result = new Dictionary<string, string>();
        int at = 0;
        while (at < text.Length)
        {
            Skip(text, ref at, letter => letter is ' ' or '\t' or '\f' or '\n' or '\r');
            if (at < text.Length && text[at] is '#' or '!')
            {
                Skip(text, ref at, letter => letter is not ('\n' or '\r'));
            }
            else if (at < text.Length)
            {
                string key = Word(text, ref at, letter => letter is '=' or ':' or ' ' or '\t' or '\f');
                Skip(text, ref at, letter => letter is ' ' or '\t' or '\f');
                if (at < text.Length && text[at] is '=' or ':')
                {
                    at++;
                    Skip(text, ref at, letter => letter is ' ' or '\t' or '\f');
                }

                result.Add(key.Trim(), Word(text, ref at, _ => false).Trim());
            }
        }

        return result;
    }

    private static void Skip(string text, ref int at, Func<char, bool> while_)
    {
        while (at < text.Length && while_(text[at]))
        {
            at++;
        }
    }

    private static string Word(string text, ref int at, Func<char, bool> ends)
    {
        var word = new StringBuilder();
        while (at < text.Length && text[at] is not ('\n' or '\r') && !ends(text[at]))
        {
            if (text[at] != '\\')
            {
                word.Append(text[at++]);
                continue;
            }

            at++;
            char letter = at < text.Length ? text[at++] : '\0';
            switch (letter)
            {
                case '\r' or '\n':
                    at += letter == '\r' && at < text.Length && text[at] == '\n' ? 1 : 0;
                    Skip(text, ref at, blank => blank is ' ' or '\t' or '\f');
                    break;
                case 'u':
                    word.Append((char)Convert.ToInt32(text.Substring(at, 4), 16));
                    at += 4;
                    break;
                case 't': word.Append('\t'); break;
                case 'n': word.Append('\n'); break;
                case 'r': word.Append('\r'); break;
                case 'f': word.Append('\f'); break;
                case '\0': break;
                default: word.Append(letter); break;
            }
        }

        return word.ToString();
    }
}
