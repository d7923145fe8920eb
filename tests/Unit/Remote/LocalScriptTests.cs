using CsCheck;
using Lab;
using Lab.Hosts;
using Remote;

namespace Unit.Remote;

public sealed class LocalScriptTests
{
    private static readonly LocalHost Host = new();

    [Test]
    public async Task A_script_gives_output_error_and_exit_code()
    {
        var result = await Host.RunAsync(Script.Of("echo out; echo err >&2; exit 7"));

        Assert.That(result, Is.EqualTo(new ScriptResult("localhost", 7, "out\n", "err\n")));
    }

    /// <summary>What it says would be lost without a word, and a server that runs would seem down.</summary>
    [Test]
    public async Task Where_there_is_no_room_for_what_it_says_it_has_failed()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Prerequisite.IsMissing("This test mounts a small disk: run it as root.");
        }

        var small = Directory.CreateTempSubdirectory("small").FullName;
        await Command.RunAsync(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small]);
        try
        {
            var script = Script.Of("head -c 200000 /dev/zero; exit 0");
            Assert.That(() => LocalScript.RunAsync("here", script, CancellationToken.None, small), Throws.TypeOf<HostException>()
                .With.Message.Contains($"make room in {small}, or name another folder by the environment variable TMPDIR"));
            Assert.That(Directory.GetFileSystemEntries(small), Is.Empty);
            Assert.That((await LocalScript.RunAsync("here", Script.Of("echo said"), CancellationToken.None, small)).Output, Is.EqualTo("said\n"));
        }
        finally
        {
            await Command.RunAsync(["umount", small]);
            Directory.Delete(small);
        }
    }

    [Test]
    public async Task Standard_input_arrives_whole()
    {
        var input = string.Concat(Enumerable.Range(0, 40_000).Select(i => $"línea {i}\n"));

        var result = await Host.RunAsync(new Script("cat") { Input = input });

        Assert.That(result.Output, Is.EqualTo(input));
    }

    [Test]
    public async Task A_script_need_not_read_its_input()
    {
        var result = await Host.RunAsync(new Script("exit 0") { Input = new string('x', 1 << 20) });

        Assert.That(result.Succeeded);
    }

    [Test]
    public async Task Any_strings_arrive_as_positional_parameters_unchanged() =>
        await Gen.Char.Where(c => c != '\0' && !char.IsSurrogate(c)).Array[0, 12].Select(chars => new string(chars))
            .Array[0, 5].SampleAsync(ArriveAsync, iter: 60, threads: 1);

    [TestCase("a b", "", "  ")]
    [TestCase("'", "\"", "`id`", "$(id)", "$HOME", "${1}")]
    [TestCase("; exit 1", "&", "|", "> /dev/null", "*", "?", "~", "\\", "\\n")]
    [TestCase("\n", "\r\n", "\t", "-n", "--", "\uFEFFmark", "日本語")]
    public async Task Words_of_the_shell_arrive_as_they_are(params string[] arguments) => await ArriveAsync(arguments);

    [Test]
    public void A_NUL_cannot_be_an_argument() =>
        Assert.That(() => Host.RunAsync(Script.Of("true", "a\0b")), Throws.ArgumentException);

    [Test]
    public async Task Neither_a_script_nor_its_children_die_of_an_interrupt()
    {
        var result = await Host.RunAsync(Script.Of("kill -INT $$; sh -c 'kill -INT $$; echo child'; echo script"));

        Assert.That(result.Output, Is.EqualTo("child\nscript\n"));
    }

    [Test]
    public async Task Children_can_be_terminated()
    {
        var result = await Host.RunAsync(Script.Of("sleep 600 & kill -TERM $!; wait $!"));

        Assert.That(result.ExitCode, Is.EqualTo(128 + 15));
    }

    [Test]
    public async Task A_daemon_left_behind_does_not_hold_up_the_result()
    {
        var result = await Host.RunAsync(Script.Of("sleep 600 & echo $!"));

        Assert.That((await Host.RunAsync(Script.Of("kill $1", result.Output.Trim()))).Succeeded);
    }

    [Test]
    public async Task Cancelling_stops_the_wait_and_not_the_script()
    {
        var file = Path.Combine(TestFolder.Create(), "done");
        using var cancel = new CancellationTokenSource();
        var run = Host.RunAsync(
            Script.Of("echo >$1.started; until [ -e $1.go ]; do sleep 0.02; done; echo a; echo b; echo >$1", file),
            cancel.Token);
        await Poll.UntilAsync(() => File.Exists(file + ".started"), "The script has not started");

        await cancel.CancelAsync();

        Assert.That(async () => await run, Throws.InstanceOf<OperationCanceledException>());
        await File.WriteAllTextAsync(file + ".go", "");
        await Poll.UntilAsync(() => File.Exists(file), "The script did not go on after the cancellation");
    }

    [Test]
    public async Task The_deadline_is_told_from_a_cancellation()
    {
        var folder = TestFolder.Create();
        var script = Script.Of("echo working; until [ -e $1/go ]; do sleep 0.02; done", folder);

        Assert.That(
            () => Host.RunAsync(script with { Deadline = TimeSpan.FromMilliseconds(300) }),
            Throws.InstanceOf<HostException>().With.Message.Contains("still ran after 0.3 s"));
        await File.WriteAllTextAsync(Path.Combine(folder, "go"), "");
    }

    private static async Task ArriveAsync(string[] arguments)
    {
        var result = await Host.RunAsync(Script.Of("""for each; do printf '%s\0' "$each"; done""", arguments));

        Assert.That(result.Output, Is.EqualTo(string.Concat(arguments.Select(argument => argument + "\0"))));
    }
}
