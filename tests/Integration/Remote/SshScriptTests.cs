using CsCheck;
using Lab;
using Remote;
using Remote.Ssh;

namespace Integration.Remote;

[Parallelizable]
public sealed class SshScriptTests
{
    private RealSshd sshd = null!;
    private SshHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => (sshd, host) = await SshdFixture.StartAsync();

    [OneTimeTearDown]
    public Task StopAsync() => SshdFixture.StopAsync(host, sshd);

    [Test]
    public async Task A_script_gives_output_error_and_exit_code()
    {
        var result = await host.RunAsync(Script.Of("echo out; echo err >&2; exit 7"));

        Assert.That(result, Is.EqualTo(new ScriptResult(host.Name, 7, "out\n", "err\n")));
    }

    [Test]
    public async Task Complaints_of_the_shell_do_not_name_temporary_files()
    {
        var result = await host.RunAsync(Script.Of("\n\nno-such-command"));

        Assert.That(result.Error, Does.StartWith("sh: ").And.Contain("3").And.Contain("no-such-command"));
        Assert.That(result.ExitCode, Is.EqualTo(127));
    }

    [Test]
    public async Task A_script_ended_by_a_signal_fails()
    {
        Assert.That((await host.RunAsync(Script.Of("kill -9 $$"))).ExitCode, Is.EqualTo(128 + 9));
        Assert.That((await host.RunAsync(Script.Of("echo out; kill -TERM $$"))).ExitCode, Is.EqualTo(128 + 15));
    }

    [Test]
    public async Task Any_strings_arrive_as_positional_parameters_unchanged() =>
        await Gen.Char.Where(c => c != '\0' && !char.IsSurrogate(c)).Array[0, 12].Select(chars => new string(chars))
            .Array[0, 5].SampleAsync(ArriveAsync, iter: 40, threads: 1);

    [TestCase("a b", "", "  ")]
    [TestCase("'", "\"", "`id`", "$(id)", "$HOME", "${1}")]
    [TestCase("; exit 1", "&", "|", "> /dev/null", "*", "?", "~", "\\", "\\n", "!", "!!")]
    [TestCase("\n", "\r\n", "\t", "-n", "--", "\uFEFFmark", "日本語")]
    public async Task Words_of_the_shell_arrive_as_they_are(params string[] arguments) => await ArriveAsync(arguments);

    [Test]
    public async Task Megabytes_go_in_and_out_of_both_ends()
    {
        var input = string.Concat(Enumerable.Range(0, 300_000).Select(i => $"línea {i}\n"));

        var result = await host.RunAsync(new Script("tee /dev/stderr") { Input = input });

        Assert.That(result.Output == input && result.Error == input);
    }

    [Test]
    public async Task A_script_may_be_larger_than_a_command_line()
    {
        var comment = "# " + new string('x', 200_000) + "\n";

        Assert.That((await host.RunAsync(new Script(comment + "echo end"))).Output, Is.EqualTo("end\n"));
    }

    [Test]
    public async Task A_script_need_not_read_its_input()
    {
        var result = await host.RunAsync(new Script("exit 0") { Input = new string('x', 5 << 20) });

        Assert.That(result.Succeeded);
    }

    [Test]
    public async Task A_daemon_left_behind_does_not_hold_up_the_result()
    {
        var result = await host.RunAsync(Script.Of("sleep 600 & echo $!"));

        Assert.That((await host.RunAsync(Script.Of("kill $1", result.Output.Trim()))).Succeeded);
    }

    [Test]
    public async Task Nothing_is_left_in_the_temporary_folder()
    {
        var folder = TestFolder.Create();
        await using var other = await RealSshd.StartAsync($"SetEnv TMPDIR={folder}");
        await using var there = await SshHost.ConnectAsync(other.Target);

        var result = await there.RunAsync(Script.Of("echo \"$TMPDIR\"; ls \"$TMPDIR\" | wc -l; exit 3"));

        Assert.That(result.Output, Is.EqualTo($"{folder}\n1\n"));
        Assert.That(Directory.GetFileSystemEntries(folder), Is.Empty);
    }

    [Test]
    public async Task A_temporary_folder_that_is_full_or_missing_is_told()
    {
        await using var other = await RealSshd.StartAsync("SetEnv TMPDIR=/nowhere");
        await using var there = await SshHost.ConnectAsync(other.Target);

        Assert.That(
            () => there.RunAsync(Script.Of("echo")),
            Throws.InstanceOf<HostException>().With.Message.Contains(there.Name).And.Message.Contains("/nowhere"));
    }

    [Test]
    public async Task Cancelling_stops_the_wait_and_neither_the_script_nor_the_connection()
    {
        var file = Path.Combine(TestFolder.Create(), "done");
        using var cancel = new CancellationTokenSource();
        var connections = host.Connections;
        var run = host.RunAsync(
            Script.Of("echo >$1.started; until [ -e $1.go ]; do sleep 0.02; done; echo a; echo b; echo >$1", file),
            cancel.Token);
        await Poll.UntilAsync(() => File.Exists(file + ".started"), "The script has not started");

        await cancel.CancelAsync();

        var cancelled = (await Assert.ThrowsAsync(Is.InstanceOf<OperationCanceledException>(), () => run))!;
        Assert.That(((OperationCanceledException)cancelled).CancellationToken, Is.EqualTo(cancel.Token));
        Assert.That((await host.RunAsync(Script.Of("echo still here"))).Output, Is.EqualTo("still here\n"));
        await File.WriteAllTextAsync(file + ".go", "");
        await Poll.UntilAsync(() => File.Exists(file), "The script did not go on after the cancellation");
        Assert.That(host.Connections, Is.EqualTo(connections));
    }

    [Test]
    public async Task The_deadline_is_told_from_a_cancellation()
    {
        var folder = TestFolder.Create();
        var script = Script.Of("until [ -e $1/go ]; do sleep 0.02; done", folder);

        Assert.That(
            () => host.RunAsync(script with { Deadline = TimeSpan.FromMilliseconds(300) }),
            Throws.InstanceOf<OperationDeadlineException>().With.Message.Contains("still ran after 0.3 s"));
        await File.WriteAllTextAsync(Path.Combine(folder, "go"), "");
    }

    [Test]
    public async Task A_hundred_scripts_at_once_share_one_connection()
    {
        await using var fresh = await SshHost.ConnectAsync(sshd.Target);

        var results = await Task.WhenAll(Enumerable.Range(0, 100)
            .Select(i => fresh.RunAsync(Script.Of("echo \"$1\"", $"{i}"))));

        Assert.That(
            results.Select(result => result.Output), Is.EqualTo(Enumerable.Range(0, 100).Select(i => $"{i}\n")));
        Assert.That((fresh.Connections, fresh.RoundTrips), Is.EqualTo((1, 100)));
    }

    [Test]
    public async Task A_server_that_allows_few_channels_gets_few()
    {
        await using var strict = await RealSshd.StartAsync("MaxSessions 2");
        await using var there = await SshHost.ConnectAsync(strict.Target);

        var results = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => there.RunAsync(Script.Of("exit $1", $"{i}"))));

        Assert.That(results.Select(result => result.ExitCode), Is.EqualTo(Enumerable.Range(0, 20)));
        Assert.That(there.Connections, Is.EqualTo(1));
    }

    [Test]
    public async Task A_connection_that_breaks_fails_what_is_under_way_and_is_made_again()
    {
        await using var there = await SshHost.ConnectAsync(sshd.Target);
        var file = Path.Combine(TestFolder.Create(), "started");
        var run = there.RunAsync(Script.Of("echo >$1; sleep 20", file));
        await Poll.UntilAsync(() => File.Exists(file), "The script has not started");

        sshd.Cut();

        var broken = (await Assert.ThrowsAsync<ConnectionLostException>(() => run))!;
        Assert.That(broken.Message, Does.Contain(there.Name).And.Contain("run a script").And.Contain("connects again"));
        Assert.That((await there.RunAsync(Script.Of("echo again"))).Output, Is.EqualTo("again\n"));
        Assert.That(there.Connections, Is.EqualTo(2));
    }

    private async Task ArriveAsync(string[] arguments)
    {
        var result = await host.RunAsync(Script.Of("""for each; do printf '%s\0' "$each"; done""", arguments));

        Assert.That(result.Output, Is.EqualTo(string.Concat(arguments.Select(argument => argument + "\0"))));
    }
}
