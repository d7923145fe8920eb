using Integration.Security;
using Lab;

namespace Integration.Rollouts.Operating;

/// <summary>Random operations on one ensemble; the inventory says after each what it is to be.</summary>
/// <param name="authorities">Whose certificates the servers have, the first one's to begin with; empty: no server has any.</param>
internal sealed class Chain(SuiteInventory inventory, string later, Pki[] authorities, Random random)
{
    private const string BadFlag = "-XX:+NoSuchFlagOfJava";

    private readonly string file = $"--inventory={inventory.File}";
    private State? former;
    private int setting = 60;

    /// <summary>Of the operations that were done.</summary>
    public HashSet<string> Kinds { get; } = [];

    public int Killed { get; private set; }

    public int[] Members => [.. Enumerable.Range(1, inventory.Wanted).Where(id => !inventory.Left.Contains(id))];

    /// <summary>With 3.4 joiners must have the largest ids.</summary>
    private bool MayReturn => !inventory.Version.StartsWith("3.4.", StringComparison.Ordinal);

    private int[] Voters => [.. Members.Where(id => !inventory.Observers.Contains(id))];

    /// <returns>What was done.</returns>
    public async Task<string> NextAsync()
    {
        var possible = new List<(string Kind, Func<Task> Do)>
        {
            ("restart", () => ChangeAsync("Restart", () => { })),
            ("setting", () => ChangeAsync("Expand", () => inventory.Settings["maxClientCnxns"] = $"{++setting}")),
            ("put back", PutBackAsync),
        };
        if (Voters.Length < 6 && (inventory.Wanted < inventory.ClientPorts.Count || (MayReturn && inventory.Left.Count > 0)))
        {
            possible.Add(("grow", () => ChangeAsync("Expand", Join)));
            possible.Add(("replace", () => ChangeAsync("Replace", () =>
            {
                var leaver = Pick(Members);
                Join();
                Leave(leaver);
            })));
        }

        if (Voters.Length > 3)
        {
            possible.Add(("shrink", () => ChangeAsync("Shrink", () => Leave(Pick(Members)))));
            possible.Add(("observer", () => ChangeAsync("Expand", () => inventory.Observers.Add(Pick(Voters)))));
        }

        if (inventory.Observers.Count > 0)
        {
            possible.Add(("participant", () => ChangeAsync("Expand", () => inventory.Observers.Remove(Pick([.. inventory.Observers])))));
        }

        if (inventory.Version != later)
        {
            possible.Add(("upgrade", () => ChangeAsync("Upgrade", () => inventory.Version = later)));
        }

        if (authorities.Length > 0)
        {
            possible.Add(("certificates", () => ChangeAsync("Expand", () => OtherAuthority().Write("both", "tls"))));
        }

        if (former is { } before && (MayReturn || !inventory.Left.Except(before.Left).Any()) && before.Version.Split('.')[1] == inventory.Version.Split('.')[1])
        {
            possible.Add(("rollback", () => ChangeAsync("Rollback", () => before.Restore(inventory), writes: false)));
        }

        var (kind, operation) = possible[random.Next(possible.Count)];
        Kinds.Add(kind);
        var from = string.Join(",", Members);
        await operation();
        await ExpansionTests.Run(0, "--target=Plan", "--detailed-exitcode", file);
        await ExpansionTests.Run(0, "--target=Verify", file);
        return $"{kind}: {from} -> {string.Join(",", Members)} (observers {string.Join(",", inventory.Observers)}), {inventory.Version}";
    }

    /// <param name="writes">The inventory is written before; otherwise the run knows by itself what there is to do.</param>
    private async Task ChangeAsync(string target, Action change, bool writes = true)
    {
        var before = State.Of(inventory);
        change();
        if (writes)
        {
            inventory.Write();
        }

        await KillAsync(target);
        await ExpansionTests.Run(0, $"--target={target}", file);
        inventory.Write();
        former = target switch { "Restart" => former, "Rollback" => null, _ => before };
    }

    /// <summary>Java does not start with the flag: the first server gets its files back, and the rest is left alone.</summary>
    private async Task PutBackAsync()
    {
        inventory.JavaFlags.Add(BadFlag);
        inventory.Write();
        await KillAsync("Expand");
        Assert.That(await ExpansionTests.Run(1, "--target=Expand", file), Does.Contain(BadFlag[5..]));
        inventory.JavaFlags.Remove(BadFlag);
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Expand", file);
    }

    /// <summary>SIGKILL to the run some time after its first step has begun.</summary>
    private async Task KillAsync(string target)
    {
        await using var run = SuiteProcess.Start($"--target={target}", file);
        await Poll.UntilAsync(
            () => run.Output.Contains("  begin ", StringComparison.Ordinal) || run.Ended.IsCompleted, $"{target} begins no step", TimeSpan.FromMinutes(3));
        await Task.WhenAny(run.Ended, Task.Delay(TimeSpan.FromSeconds(4 * random.NextDouble())));
        Killed += run.Ended.IsCompleted ? 0 : 1;
        run.Kill();
        await run.Ended;
    }

    /// <summary>A new server, or one that has left comes back.</summary>
    private void Join()
    {
        if (MayReturn && inventory.Left.Count > 0 && (inventory.Wanted == inventory.ClientPorts.Count || random.Next(2) == 0))
        {
            inventory.Left.Remove(Pick([.. inventory.Left]));
        }
        else
        {
            inventory.Wanted++;
        }
    }

    private void Leave(int id)
    {
        inventory.Left.Add(id);
        inventory.Observers.Remove(id);
    }

    private Pki OtherAuthority() => authorities.First(one => inventory.Security?.Contains(one.Authority, StringComparison.Ordinal) != true);

    private int Pick(int[] ids) => ids[random.Next(ids.Length)];

    private sealed record State(
        string Version, int Wanted, int[] Left, int[] Observers, KeyValuePair<string, string>[] Settings, string? Security)
    {
        public static State Of(SuiteInventory inventory) =>
            new(inventory.Version, inventory.Wanted, [.. inventory.Left], [.. inventory.Observers], [.. inventory.Settings], inventory.Security);

        public void Restore(SuiteInventory inventory)
        {
            (inventory.Version, inventory.Wanted, inventory.Security) = (Version, Wanted, Security);
            inventory.Left.Clear();
            inventory.Left.UnionWith(Left);
            inventory.Observers.Clear();
            inventory.Observers.UnionWith(Observers);
            inventory.Settings.Clear();
            foreach (var (key, value) in Settings)
            {
                inventory.Settings[key] = value;
            }
        }
    }
}
