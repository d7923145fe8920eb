using Suite.Arguments;
using Suite.Help;
using Unit.Frosting;

namespace Unit.Suite;

internal sealed class HelpTests
{
    [Test]
    public void Targets_stand_below_those_that_run_before_them_and_lone_ones_last()
    {
        var targets = TargetList.Of([typeof(Default), typeof(ShipTask), typeof(FetchTask), typeof(BuildTask)]);

        Assert.That(targets.Select(target => target.Name), Is.EqualTo(new[] { "Fetch", "Build", "Ship", "Default" }));
        Assert.That(targets[1].After, Is.EqualTo(new[] { "Fetch" }));
        Assert.That(targets[1].Description, Is.EqualTo("Makes it"));
    }

    [Test]
    public void The_page_lines_up_its_columns()
    {
        var page = HelpPage.Text(
            [new Target("Render", "Writes the files", []), new Target("Plan", "Prints the plan", ["Render", "Check"])],
            [new Argument("force", "Does it"), new Argument("secret", "Hidden") { IsHidden = true }],
            [new InventoryFile("local", "Three servers"), new InventoryFile("production", string.Empty)],
            [(0, "done"), (130, "interrupted")]);

        Assert.That(page, Does.EndWith("""

            Targets
              Render  Writes the files
              Plan    Prints the plan (after Render, Check)

            Arguments
              --force     Does it
              ENSEMBLE_…  Environment variables: the same as the arguments, for CI (ENSEMBLE_INVENTORY, ENSEMBLE_NO_BACKUP …); an argument wins over its variable, an empty variable is none

            Exit codes
                0  done
              130  interrupted

            Inventories
              local       Three servers
              production

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void What_there_is_none_of_has_no_heading()
    {
        Assert.That(HelpPage.Text([], [], [], []), Does.Not.Contain("Inventories").And.Not.Contain("Targets\n"));
    }

    [Test]
    public void Inventories_are_described_by_their_first_line()
    {
        using var folder = new TemporaryFolder();
        folder.Write("b.yml", "# The second\nensemble: b\n");
        folder.Write("a.yml", "ensemble: a\n");
        folder.Write("c.yml", "");
        folder.Write("schema.json", "{}");

        Assert.That(InventoryList.In(folder.Path), Is.EqualTo(new[]
        {
            new InventoryFile("a", string.Empty),
            new InventoryFile("b", "The second"),
            new InventoryFile("c", string.Empty),
        }));
    }

    [Test]
    public void A_folder_that_does_not_exist_has_no_inventories()
    {
        Assert.That(InventoryList.In("/nowhere/at/all"), Is.Empty);
    }
}
