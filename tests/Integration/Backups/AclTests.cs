using System.Collections.Immutable;
using Ensembles.Backups;
using Ensembles.Verifying;
using Lab;
using ZooKeeper;
using ZooKeeper.Client;
using ZooKeeper.Configuration;
using ZooKeeper.Status;

namespace Integration.Backups;

/// <summary>ACLs of what was made of a backup, entry by entry: their versions alone do not tell another list.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class AclTests
{
    private static readonly DigestCredential Mine = new("app", "of the app"), Other = new("app", "another one");

    [TestCase("3.9.6")]
    [TestCase("3.8.0", Category = "Long")]
    [TestCase("3.4.13", Category = "Long")]
    public async Task Another_acl_of_the_same_version_is_noticed_in_files_and_in_a_living_server(string version)
    {
        await using var living = await RealEnsemble.CreateAsync(version, 1);
        await living.Servers[0].StartAsync();
        await using (var first = await ConnectAsync(living.Servers[0]))
        {
            await first.CreateAsync("/guarded", acl: [Acl.Digest(Mine), .. Acl.ReadableByAll]);
        }

        // At its start a server writes a snapshot: that one's ACL stands there, the others' in a log.
        await living.Servers[0].StopAsync();
        await living.Servers[0].StartAsync();
        await using var client = await ConnectAsync(living.Servers[0]);
        await client.CreateAsync("/open");
        await client.CreateAsync("/changed");
        await client.SetAclAsync("/changed", [Acl.Digest(Mine, Permissions.Read), .. Acl.OpenToAll]);
        await client.CreateAsync("/later");
        var upTo = ServerStatus.Parse((await living.Servers[0].AskAsync("srvr"))!).Zxid;
        await living.Servers[0].StopAsync();
        await using var restored = await RealEnsemble.CreateAsync(version, 1);
        var files = Path.Combine(restored.Servers[0].Folder, "files");
        CopyData(living.Servers[0].DataFolder, Path.Combine(restored.Servers[0].DataFolder, "version-2"));
        CopyData(living.Servers[0].DataFolder, files);
        await living.Servers[0].StartAsync();
        await restored.Servers[0].StartAsync();

        Assert.That(await WithFilesAsync(), Is.Empty);
        Assert.That(await WithLivingAsync(), Is.Empty);

        // What the living ensemble does later is no difference; a list of the same version that is another one is.
        await using var ours = await ConnectAsync(restored.Servers[0]);
        await using var theirs = await ConnectAsync(living.Servers[0]);
        await theirs.SetAclAsync("/later", [.. Acl.ReadableByAll]);
        Assert.That(await WithLivingAsync(), Is.Empty);
        await theirs.SetAclAsync("/open", [Acl.Digest(Mine, Permissions.Write), .. Acl.OpenToAll]);
        await ours.SetAclAsync("/open", [Acl.Digest(Other with { User = "intruder" }, Permissions.Write), .. Acl.OpenToAll]);
        Assert.That(await WithLivingAsync(), Has.Exactly(1).Matches("^/open ACL on .* differs .*intruder:x.*app:x"));

        Assert.That(await WithFilesAsync(), Has.Exactly(1).Matches("^/open has the ACL w digest:intruder:x|^/open has the ACL .*intruder"));
        await using var asMine = await ConnectAsync(restored.Servers[0], Mine);
        await asMine.SetAclAsync("/guarded", [.. Acl.ReadableByAll]);
        Assert.That(await WithFilesAsync(), Has.Exactly(1).Contains("/guarded has the ACL r world:anyone, and cdrwa digest:app:x, r world:anyone in the files"));

        async Task<ImmutableArray<string>> WithFilesAsync()
        {
            await using var session = await ConnectAsync(restored.Servers[0], Mine);
            return (await CopyComparison.WithFilesAsync(
                session, await BackupStore.OpenAsync(files), TimeSpan.FromSeconds(30), default)).Differences;
        }

        async Task<ImmutableArray<string>> WithLivingAsync() => (await CopyComparison.WithLivingAsync(
            new() { Servers = [Target(living.Servers[0])] }, new() { Servers = [Target(restored.Servers[0])] }, upTo, default)).Differences;
    }

    private static VerificationTarget Target(RealServer server) => new(server.Id, new HostPort("127.0.0.1", server.ClientPort), Role.Participant);

    private static Task<ZooKeeperClient> ConnectAsync(RealServer server, params ImmutableArray<DigestCredential> credentials) =>
        ZooKeeperClient.ConnectAsync(new() { Servers = [new HostPort("127.0.0.1", server.ClientPort)], Credentials = credentials });

    private static void CopyData(string from, string to)
    {
        var target = Directory.CreateDirectory(to).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(from, "version-2")))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }
    }
}
