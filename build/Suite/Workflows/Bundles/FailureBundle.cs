using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Suite.Outgoing;
using Suite.Runs;

namespace Suite.Workflows.Bundles;

/// <summary>
/// One archive with what a person elsewhere needs to find out why a run failed: the failure, the reports, the
/// inventory, and of every server its configuration, logs and state. Secrets are masked in all of it.
/// </summary>
internal static class FailureBundle
{
    /// <summary>In the run's folder, beside the reports.</summary>
    public const string FileName = "bundle.tar.gz";

    private static readonly ImmutableArray<string> Reports = ["report.json", "report.md", "junit.xml"];

    /// <param name="folder">Of the run; its reports are written already.</param>
    /// <returns>Path of the archive.</returns>
    public static async Task<string> WriteAsync(
        Fleet fleet, RunRecord account, string folder, OutgoingText text, CancellationToken cancellation)
    {
        var run = account.Elapsed;
        var servers = await Task.WhenAll(Folders(fleet, account).Select(async found => (
            found.Folder, Texts: await HostEvidence.OfAsync(fleet, found.Server, run, cancellation))));
        List<(string Path, string Text)> texts =
        [
            ("failure.txt", About(fleet, account)),
            ("inventory.yml", InventoryText.Masked(
                await File.ReadAllTextAsync(fleet.Inventory.File, cancellation), InventorySecrets.Of(fleet.Inventory))),
        ];
        foreach (var report in Reports.Select(name => Path.Combine(folder, name)).Where(File.Exists))
        {
            texts.Add((Path.GetFileName(report), await File.ReadAllTextAsync(report, cancellation)));
        }

        texts.AddRange(
            servers.SelectMany(server => server.Texts.Select(text => ($"{server.Folder}/{text.Path}", text.Text))));
        var path = Path.Combine(folder, FileName);
        await WriteAsync(
            path, $"{fleet.Inventory.Ensemble}-{account.RunId}", texts, Masking.Of(fleet.Inventory), text,
            cancellation);
        return path;
    }

    /// <summary>A leaver may have an id that by now is another's.</summary>
    private static IEnumerable<(Server Server, string Folder)> Folders(Fleet fleet, RunRecord account) =>
    [
        .. fleet.Inventory.Servers.Select(server => (server, $"servers/{server.Id}")),
        .. account.Leavers.Where(state => !state.Unreachable)
            .Select(state => (state.Server, $"servers/{state.Id}-leaver")),
    ];

    /// <param name="top">The one folder in the archive, so that it unpacks into one.</param>
    internal static async Task WriteAsync(
        string path, string top, IEnumerable<(string Path, string Text)> texts, Masking masking, OutgoingText outgoing,
        CancellationToken cancellation)
    {
        await using var file = File.Create(path);
        await using var zip = new GZipStream(file, CompressionLevel.Optimal);
        await using var archive = new TarWriter(zip, TarEntryFormat.Pax);
        foreach (var (name, text) in texts)
        {
            await archive.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, $"{top}/{ControlCharacters.Show(name)}")
                {
                    Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite
                        | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(outgoing.Clean(masking.Apply(text)))),
                },
                cancellation);
        }
    }

    private static string About(Fleet fleet, RunRecord account)
    {
        var steps = account.Steps.Select(step =>
            $"  {(step.Failure is null ? "done" : "FAILED")} {step.Step.Title}, " +
            $"at {step.Started.TotalSeconds:0.00} s for {step.Took.TotalSeconds:0.00} s");
        var running = account.Before.Select(server => $"server {server.Id}: {server.Version?.ToString() ?? "down"}");
        var (inventory, wanted) = (fleet.Inventory, fleet.Inventory.Release.Version);
        var suite = typeof(FailureBundle).Assembly;
        return $"""
            {account.Failure}

            run        {account.RunId}, started {account.Started:u}, exit code {account.ExitCode}
            ensemble   {inventory.Ensemble}, ZooKeeper {wanted} wanted, {inventory.Membership} membership
            running    {string.Join(", ", running)} (at the start)
            suite      {suite.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}
            machine    {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}
            steps
            {string.Join('\n', steps)}

            """;
    }
}
