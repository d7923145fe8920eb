using Lab;

namespace Integration.Ci;

/// <summary>A checkout as Git for Windows makes it where nothing pins line ends, compiled and used.</summary>
[Parallelizable]
internal sealed class WindowsCheckoutTests
{
    [Test]
    [Category("Long")] // It is compiled as a whole.
    public async Task Sources_with_CR_LF_give_scripts_that_run()
    {
        var checkout = await Checkout.MakeAsync();
        foreach (var file in Directory.EnumerateFiles(checkout, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".sh" or ".yml" or ".scriban" or ".xml"
                && !file.EndsWith("/build.sh", StringComparison.Ordinal)))
        {
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\n", "\r\n"));
        }

        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: true, 1, 3);
        Directory.CreateDirectory(Path.Combine(checkout, ".cache"));
        Directory.CreateSymbolicLink(Path.Combine(checkout, ".cache", "releases"), ProjectFolders.Releases);
        await LabReleases.ArchiveAsync("3.9.6");

        var (exitCode, output) = await Program.RunAsync(
            checkout, TimeSpan.FromMinutes(8), null, Path.Combine(checkout, "build.sh"), ["--target=Expand", $"--inventory={inventory.File}"]);

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Contain("missing writes = 0"));
        Assert.That(Directory.EnumerateFiles(inventory.ConfigFolder(1), "*", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains('\r')), Is.Empty);
    }

    [Test]
    public async Task Git_gives_LF_also_where_it_is_told_to_convert()
    {
        Prerequisite.Programs(("git", "git"));
        if (!Path.Exists(Path.Combine(ProjectFolders.Root, ".git")))
        {
            Prerequisite.IsMissing("This is no checkout of git: clone the project.");
        }

        var clone = Path.Combine(TestFolder.Create(), "clone");
        await Program.OutputAsync(
            "git", "-c", "safe.directory=*", "clone", "--quiet", "-c", "core.autocrlf=true", ProjectFolders.Root, clone);

        Assert.That(await Program.OutputAsync("git", "-C", clone, "ls-files", "--eol"), Does.Not.Contain("w/crlf"));
    }
}
