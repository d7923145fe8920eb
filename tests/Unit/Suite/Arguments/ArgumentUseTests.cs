using System.Collections.Immutable;
using Suite.Arguments;

namespace Unit.Suite.Arguments;

/// <summary>What a target does not use is not accepted beside it.</summary>
internal sealed class ArgumentUseTests
{
    [TestCase("--target=Rollback --only=2", "--only has no use with --target=Rollback: it is for Restart and Plan --for=Restart")]
    [TestCase("--target=Expand --only=2", "--only has no use with --target=Expand: it is for Restart and Plan --for=Restart")]
    [TestCase("--target=Expand --older-than=99d", "--older-than has no use with --target=Expand: it is for Restart and Plan --for=Restart")]
    [TestCase("--target=Plan --only=2", "--only has no use with --target=Plan: it is for Restart and Plan --for=Restart")]
    [TestCase("--target=Plan --for=Expand --reason=x", "--reason has no use with --target=Plan: it is for Restart and Plan --for=Restart")]
    [TestCase("--target=Hosts --output=json", "--output has no use with --target=Hosts: it is for Plan and Status")]
    [TestCase("--target=Clients --output=json", "--output has no use with --target=Clients: it is for Plan and Status")]
    [TestCase("--target=Hosts --watch", "--watch has no use with --target=Hosts: it is for Status")]
    [TestCase("--target=Expand --drain=10m", "--drain has no use with --target=Expand: it is for Shrink, Replace and Rollback")]
    [TestCase("--target=Verify --purge", "--purge has no use with --target=Verify: it is for Down")]
    [TestCase("--target=Down --yes", "--yes has no use with --target=Down: it is for Down --purge")]
    [TestCase("--target=Backup --backup=x", "--backup has no use with --target=Backup: it is for Restore and Backup --drill")]
    [TestCase("--target=Backup --backup=x --drill=false", "--backup has no use with --target=Backup: it is for Restore and Backup --drill")]
    [TestCase("--target=Status --target=Hosts --drill", "--drill has no use with --target=Status and Hosts: it is for Backup")]
    [TestCase("--target=Adopt --inventory=x", "--inventory has no use with --target=Adopt: it is for all targets but Adopt and Test")]
    [TestCase("--target=Expand --name=x", "--name has no use with --target=Expand: it is for Adopt")]
    public void What_no_target_has_a_use_for_is_a_fault(string line, string expected) =>
        Assert.That(Targets.Loaded().Reader().Read(line.Split(' '), []).Faults, Is.EqualTo(new[] { expected }));

    [TestCase("--target=Plan --for=Restart --only=2 --older-than=1d --reason=x")]
    [TestCase("--target=Restart --only=2 --older-than=1d --reason=x --pause=1s --stop-after=1 --no-witness --thorough")]
    [TestCase("--target=Rollback --drain=10m --strategy=cold --no-backup")]
    [TestCase("--target=Expand --thorough --no-backup --no-witness --plan=/dev/null --strategy=cold --accept-risk=lost-writes-1-to-3")]
    [TestCase("--target=Backup --drill --backup=x")]
    [TestCase("--target=Backup --target=Restore --backup=x")]
    [TestCase("--target=Down --purge --yes")]
    [TestCase("--target=Status --watch --output=json")]
    [TestCase("--target=Recover --accept-risk=recover-to-0x1")]
    [TestCase("--target=Clients --inventory=x --side-by-side")]
    [TestCase("--help --target=Hosts --watch")]
    [TestCase("--purge")]
    public void What_some_target_has_a_use_for_is_taken(string line) =>
        Assert.That(Targets.Loaded().Reader().Read(line.Split(' '), []).Faults, Is.Empty);

    /// <summary>A build server sets it for all of its runs.</summary>
    [Test]
    public void A_variable_of_another_target_is_as_none()
    {
        var (given, faults) = Targets.Loaded().Reader().Read(["--target=Status"],
            [new("ENSEMBLE_STRATEGY", "cold"), new("ENSEMBLE_PAUSE", "ask"), new("ENSEMBLE_OUTPUT", "json"), new("ENSEMBLE_FOR", "Restart")]);

        Assert.That(faults, Is.Empty);
        Assert.That(string.Join(' ', given.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={string.Join('|', pair.Value)}")), Is.EqualTo("output=json target=Status"));
    }

    /// <summary>A target of one's own that ends with another one takes what that takes.</summary>
    [Test]
    public void What_runs_before_a_target_counts_as_well()
    {
        var arguments = ArgumentList.For(["Night", "Verify"]);
        var reader = new ArgumentReader(arguments, null, new Dictionary<string, ImmutableArray<string>> { ["Night"] = ["Verify"] });

        Assert.That(reader.Read(["--target=Night", "--thorough"], []).Faults, Is.Empty);
        Assert.That(new ArgumentReader(arguments).Read(["--target=Night", "--thorough"], []).Faults, Has.Length.EqualTo(1));
    }

    /// <summary>What an argument is for exists, so that no slip in a declaration shuts it out.</summary>
    [Test]
    public void Every_use_names_targets_and_arguments_that_there_are()
    {
        var targets = Targets.Loaded().Own;
        foreach (var use in ArgumentList.All.Select(argument => argument.For).OfType<ArgumentUse>().SelectMany(use => use.Targets))
        {
            var words = use.Split(" --");
            Assert.That(targets, Does.Contain(words[0]));
            Assert.That(words.Skip(1).Where(word => ArgumentList.All.Find(word.Split('=')[0]) is null), Is.Empty);
        }
    }
}
