using Suite.Arguments;

namespace Unit.Suite.Arguments;

/// <summary>What a command line and variables say, or what is wrong with them.</summary>
internal sealed class ArgumentReaderTests
{
    [TestCase("--target=Expand", "target=Expand")]
    [TestCase("--target Expand", "target=Expand")]
    [TestCase("--target:Expand", "target=Expand")]
    [TestCase("-t Expand", "target=Expand")]
    [TestCase("-t=Expand", "target=Expand")]
    [TestCase("--Target=expand", "target=Expand")]
    [TestCase("--TARGET=Plan --target=Render", "target=Plan|Render")]
    [TestCase("--dryrun", "dryrun=true")]
    [TestCase("--dry-run", "dryrun=true")]
    [TestCase("--dry_run", "dryrun=true")]
    [TestCase("--dryRun", "dryrun=true")]
    [TestCase("--Dryrun", "dryrun=true")]
    [TestCase("--DRY_RUN", "dryrun=true")]
    [TestCase("--noop", "dryrun=true")]
    [TestCase("--what-if", "dryrun=true")]
    [TestCase("--dryrun=true --dry-run", "dryrun=true")]
    [TestCase("--dryrun=false", "dryrun=false")]
    [TestCase("--dryrun true", "dryrun=true")]
    [TestCase("--no_witness --noBackup", "no-backup=true no-witness=true")]
    [TestCase("--purge=True", "purge=true")]
    [TestCase("--purge --target=Down", "purge=true target=Down")]
    [TestCase("--detailed-exit-code", "detailed-exitcode=true")]
    [TestCase("--watch", "watch=true")]
    [TestCase("--watch=0.5", "watch=0.5")]
    [TestCase("--watch 10 -e", "exclusive=true watch=10")]
    [TestCase("--verbosity=d", "verbosity=diagnostic")]
    [TestCase("-v Quiet", "verbosity=quiet")]
    [TestCase("--strategy=COLD", "strategy=cold")]
    [TestCase("--inventory=a=b:c", "inventory=a=b:c")]
    [TestCase("--inventory=x --inventory x", "inventory=x")]
    [TestCase("--filter=-x", "filter=-x")]
    [TestCase("--accept-risk=lost-writes-3-to-5", "accept-risk=lost-writes-3-to-5")]
    [TestCase("--nuget_source=x --NuGet_Source=x", "nuget_source=x")]
    [TestCase("--showtree", "tree=true")]
    [TestCase("--descriptions", "description=true")]
    [TestCase("--show-descriptions", "description=true")]
    [TestCase("--ver", "version=true")]
    [TestCase("", "")]
    public void What_is_plain_is_taken(string line, string expected)
    {
        var (given, faults) = Read(line);

        Assert.That(faults, Is.Empty);
        Assert.That(Told(given), Is.EqualTo(expected));
    }

    [TestCase("--invntory=prod", "There is no argument --invntory: did you mean --inventory?")]
    [TestCase("--inv=prod", "There is no argument --inv: ./build.sh without arguments lists all that there are")]
    [TestCase("--no-witnes", "There is no argument --no-witnes: did you mean --no-witness?")]
    [TestCase("--no-purge", "There is no argument --no-purge: leave --purge out, or write --purge=false")]
    [TestCase("--witness=x", "There is no argument --witness: that is the default; --no-witness switches it off")]
    [TestCase("--inventory", "--inventory has no value: write --inventory=NAME")]
    [TestCase("--inventory=", "--inventory has an empty value: write --inventory=NAME")]
    [TestCase("--inventory --target=Expand", "--inventory has no value: write --inventory=NAME")]
    [TestCase("--target", "--target has no value: write Expand, Plan, Render, Down or Default")]
    [TestCase("--target=", "--target has an empty value: write Expand, Plan, Render, Down or Default")]
    [TestCase("--target=Expnd", "--target=Expnd: there is no such target; did you mean Expand?")]
    [TestCase("--target=x", "--target=x: there is no such target; write one of Expand, Plan, Render, Down, Default")]
    [TestCase("--purge=perhaps", "--purge=perhaps: write --purge or --purge=false")]
    [TestCase("--purge=1", "--purge=1: write --purge or --purge=false")]
    [TestCase("--purge=", "--purge has an empty value: write --purge or --purge=false")]
    [TestCase("--dryrun=no", "--dryrun=no: write --dryrun or --dryrun=false")]
    [TestCase("--purge --purge=false", "--purge is given as 'true' and as 'false': give it once")]
    [TestCase("--inventory=a --Inventory=b", "--inventory is given as 'a' and as 'b': give it once")]
    [TestCase("--strategy=fast", "--strategy=fast: write auto, reconfig, rolling, cold or jump")]
    [TestCase("--verbosity=loud", "--verbosity=loud: write quiet, minimal, normal, verbose or diagnostic")]
    [TestCase("--working=/nowhere", "--working=/nowhere: write the path of a folder that exists")]
    [TestCase("--watch=often", "--watch=often: write the seconds between two looks, 0.1 to 86400")]
    [TestCase("--watch=NaN", "--watch=NaN: write the seconds between two looks, 0.1 to 86400")]
    [TestCase("--accept-risk=x",
        "--accept-risk=x: write the name that the refused plan has printed, such as lost-writes-3-to-5 or "
        + "recover-to-0x1000002f3")]
    [TestCase("--pause=5", "--pause=5: write a whole number and its unit: 45s, 10m, 12h or 2d, or ask")]
    [TestCase("--older-than=week", "--older-than=week: write a whole number and its unit: 45s, 10m, 12h or 2d")]
    [TestCase("--only=1,x", "--only=1,x: write ids of servers with commas between them, such as 2,3")]
    [TestCase("--stop-after=0", "--stop-after=0: write how many servers are changed, 1 or more")]
    [TestCase("--plan=/nowhere/plan.json",
        "--plan=/nowhere/plan.json: write the path of a file that --target=Plan --out=FILE has made")]
    [TestCase("Expand", "'Expand' is no argument: write --target=Expand")]
    [TestCase("expand", "'expand' is no argument: write --target=Expand")]
    [TestCase("Expnd", "'Expnd' is no argument: did you mean --target=Expand?")]
    [TestCase("--target=Plan extra", "'extra' is no argument: names begin with two hyphens, as --target=NAME does")]
    [TestCase("—target=Plan", "'—target=Plan' is no argument: names begin with two plain hyphens, as --target=NAME does")]
    [TestCase("/target:Plan", "'/target:Plan' is no argument: names begin with two plain hyphens, as --target=NAME does")]
    [TestCase("-target Plan", "-target is no argument: write two hyphens, --target=NAME")]
    [TestCase("-Target=Plan", "-Target is no argument: write two hyphens, --target=NAME")]
    [TestCase("-T Plan", "There is no argument -T: did you mean -t?")]
    [TestCase("-et Plan", "There is no argument -et: ./build.sh without arguments lists all that there are")]
    [TestCase("-x", "There is no argument -x: ./build.sh without arguments lists all that there are")]
    [TestCase("--", "-- is no argument: leave it out")]
    [TestCase("---dryrun", "There is no argument ---dryrun: did you mean --dryrun?")]
    [TestCase("--dryrun-", "There is no argument --dryrun-: did you mean --dryrun?")]
    [TestCase("--nuget_sorce=x", "There is no argument --nuget_sorce: ./build.sh without arguments lists all that there are")]
    public void What_is_not_is_a_fault_that_names_it(string line, string expected) =>
        Assert.That(Read(line).Faults, Is.EqualTo(new[] { expected }));

    [Test]
    public void An_empty_word_and_blank_values_are_faults()
    {
        Assert.That(Reader().Read(["--inventory", ""], []).Faults, Has.Length.EqualTo(1));
        Assert.That(Reader().Read(["--inventory= "], []).Faults, Has.Length.EqualTo(1));
        Assert.That(Reader().Read(["--purge= true"], []).Faults, Has.Length.EqualTo(1));
        Assert.That(Reader().Read([""], []).Faults, Is.EqualTo(new[]
        {
            "An argument is empty: leave it out, or write its name before it",
        }));
    }

    [Test]
    public void What_is_shown_moves_no_cursor() =>
        Assert.That(
            Reader().Read(["--strategy=\e[31m\nx\a"], []).Faults[0],
            Does.StartWith(@"--strategy=\u001b[31m x\u0007: write auto"));

    [Test]
    public void All_faults_are_told_together() =>
        Assert.That(Read("--purge=x --invntory=y --strategy=z Expand").Faults, Has.Count.EqualTo(4));

    [TestCase("ENSEMBLE_INVENTORY", "prod", "inventory=prod")]
    [TestCase("ENSEMBLE_PURGE", "true", "purge=true")]
    [TestCase("ENSEMBLE_PURGE", "TRUE", "purge=true")]
    [TestCase("ENSEMBLE_PURGE", "false", "purge=false")]
    [TestCase("ENSEMBLE_PURGE", "", "")]
    [TestCase("ENSEMBLE_NO_WITNESS", "", "")]
    [TestCase("ENSEMBLE_NO_BACKUP", "", "")]
    [TestCase("ENSEMBLE_ACCEPT_RISK", "", "")]
    [TestCase("ENSEMBLE_STRATEGY", "", "")]
    [TestCase("ENSEMBLE_OUTPUT", "", "")]
    [TestCase("ENSEMBLE_WATCH", "", "")]
    [TestCase("ENSEMBLE_TARGET", "plan", "target=Plan")]
    [TestCase("ENSEMBLE_DRYRUN", "true", "dryrun=true")]
    [TestCase("ENSEMBLE_DRY_RUN", "true", "dryrun=true")]
    [TestCase("ensemble_dryRun", "true", "dryrun=true")]
    [TestCase("ENSEMBLE_VERSION", "3", "")]
    [TestCase("ENSEMBLE_PASSPHRASE", "secret", "")]
    [TestCase("ENSEMBLE_SUPERUSER_PASSWORD", "secret", "")]
    [TestCase("ENSEMBLE_", "x", "")]
    public void A_variable_stands_for_its_argument_and_an_empty_one_for_none(
        string variable, string value, string expected)
    {
        var (given, faults) = Reader().Read([], [new(variable, value)]);

        Assert.That(faults, Is.Empty);
        Assert.That(Told(given), Is.EqualTo(expected));
    }

    [TestCase("ENSEMBLE_INVENTORY", "",
        "The environment variable ENSEMBLE_INVENTORY is empty: give it a value, or unset it for the default")]
    [TestCase("ENSEMBLE_STRATEGY", "fast",
        "The environment variable ENSEMBLE_STRATEGY=fast: write auto, reconfig, rolling, cold or jump")]
    [TestCase("ENSEMBLE_PURGE", "1", "The environment variable ENSEMBLE_PURGE=1: write true or false, or unset it")]
    [TestCase("ENSEMBLE_PURGE", " ", "The environment variable ENSEMBLE_PURGE= : write true or false, or unset it")]
    [TestCase("ENSEMBLE_INVENTROY", "prod",
        "There is no environment variable ENSEMBLE_INVENTROY: did you mean ENSEMBLE_INVENTORY?")]
    [TestCase("ENSEMBLE_PASPHRASE", "x",
        "There is no environment variable ENSEMBLE_PASPHRASE: did you mean ENSEMBLE_PASSPHRASE?")]
    public void A_wrong_variable_is_a_fault_that_names_it(string variable, string value, string expected) =>
        Assert.That(Reader().Read([], [new(variable, value)]).Faults, Is.EqualTo(new[] { expected }));

    [Test]
    public void An_argument_wins_over_its_variable()
    {
        var (given, faults) = Reader().Read(
            ["--purge=false", "--inventory=a"], [new("ENSEMBLE_PURGE", "true"), new("ENSEMBLE_INVENTORY", "")]);

        Assert.That(faults, Is.Empty);
        Assert.That(Told(given), Is.EqualTo("inventory=a purge=false"));
    }

    [Test]
    public void Two_variables_for_one_argument_must_agree() =>
        Assert.That(
            Reader().Read([], [new("ENSEMBLE_DRYRUN", "true"), new("ENSEMBLE_DRY_RUN", "false")]).Faults,
            Is.EqualTo(new[] { "ENSEMBLE_DRYRUN is 'true' and ENSEMBLE_DRY_RUN is 'false': give one of them" }));

    [Test]
    public void Arguments_beside_somebody_elses_target_are_theirs()
    {
        var reader = new ArgumentReader(ArgumentList.For(["Plan"]), ["Disks"]);

        var (given, faults) = reader.Read(["--target=disks", "--limit=3", "--fast", "yes"], []);

        Assert.That(faults, Is.Empty);
        Assert.That(given.ForHost, Is.EqualTo(new[] { "--target=Disks", "--limit=3", "--fast", "yes" }));
        Assert.That(
            new ArgumentReader(ArgumentList.For(["Plan"]), ["Disks"]).Read(["--target=Plan", "--limit=3"], []).Faults,
            Has.Length.EqualTo(1));
    }

    [Test]
    public void The_host_gets_what_is_its_own_in_its_own_spelling()
    {
        Assert.That(
            Read("--Target=expand -t plan --dry_run --no-backup -e -v q --no_report=false --inventory=x").Given.ForHost,
            Is.EqualTo(new[]
            {
                "--target=Expand", "--target=Plan", "--exclusive", "--dryrun", "--verbosity=quiet",
            }));
        Assert.That(Read("--help --target=Expand").Given.ForHost, Is.Empty, "nothing runs but the page of help");
    }

    [Test]
    public void Every_declared_argument_is_in_the_list()
    {
        var declared = typeof(ArgumentList).GetProperties()
            .Where(property => property.PropertyType == typeof(Argument))
            .Select(property => property.GetValue(null));

        Assert.That(declared, Is.SubsetOf(ArgumentList.All));
        Assert.That(ArgumentList.All.SelectMany(argument => argument.Names).Select(Spelling.Key), Is.Unique.And.No.Null);
        Assert.That(ArgumentList.All.Select(argument => argument.Letter).Where(letter => letter is not null), Is.Unique);
    }

    private static ArgumentReader Reader() => new(ArgumentList.For(["Expand", "Plan", "Render", "Down", "Default"]));

    private static (GivenArguments Given, IReadOnlyList<string> Faults) Read(string line)
    {
        var (given, faults) = Reader().Read(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), []);
        return (given, faults);
    }

    private static string Told(GivenArguments given) => string.Join(' ', given.Values
        .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={string.Join('|', pair.Value)}"));
}
