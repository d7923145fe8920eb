using Suite.Workflows.Returning;

namespace Unit.Suite.Returning;

/// <summary>What is noted of the inventories that were carried out, and where the way back leads.</summary>
internal sealed class InventoryNoteTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    /// <param name="runs">
    /// Runs in their order: the inventory, <c>&lt;</c> before it where it is a way back, <c>!</c> behind it where the run was
    /// ended in the middle.
    /// </param>
    /// <param name="former">Where a rollback leads then; empty: nowhere.</param>
    [TestCase("a", "")]
    [TestCase("a b", "a")]
    [TestCase("a b c", "b")]
    [TestCase("a b b", "a")]
    [TestCase("a b <a", "a")]
    [TestCase("a b!", "a")]
    [TestCase("a b! c!", "a")]
    [TestCase("a b! c", "a")]
    [TestCase("a b! b", "a")]
    [TestCase("a b c! b", "a")]
    [TestCase("a b <c! b", "a")]
    [TestCase("a b c d e f g h <g", "g")]
    [TestCase("a b <a b c", "b")]
    [TestCase("a b! <a", "a")]
    [TestCase("a b <a!", "a")]
    [TestCase("a b <a! <a", "a")]
    [TestCase("a b <a c", "a")]
    [TestCase("a b <a! c", "b")]
    [TestCase("a!", "")]
    [TestCase("a! b", "")]
    public void The_way_back_leads_to_what_was_carried_out_last_before(string runs, string former)
    {
        InventoryNote? note = null;
        foreach (var run in runs.Split(' '))
        {
            note = InventoryNote.Begin(note, run.Trim('<', '!'), run.StartsWith('<'), At);
            note = run.EndsWith('!') ? note : note.Done(At);
            note = InventoryNote.Parse($"{note}");
        }

        Assert.That(note!.Former ?? "", Is.EqualTo(former));
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("[1]")]
    [TestCase("""{"format":1,"at":"then"}""")]
    [TestCase("""{"format":1,"at":"2026-11-30T00:00:00Z","finished":7,"return":false}""")]
    [TestCase("""{"format":1,"at":"2026-11-30T00:00:00Z","finished":[{}],"return":false}""")]
    [TestCase("""{"format":2,"at":"2026-11-30T00:00:00Z","finished":[],"return":false}""")]
    public void What_is_no_note_is_as_none(string text) => Assert.That(InventoryNote.Parse(text), Is.Null);

    /// <summary>Whose data are of this change itself has no say on what was carried out before it.</summary>
    [TestCase("1", "1 2 3", true, 2, true)]
    [TestCase("1", "1 2 3", false, 2, true)]
    [TestCase("1", "1 2 3", true, 1, false)]
    [TestCase("1 2", "1 2 3", true, 2, false)]
    [TestCase("1", "1 2 3", true, 4, false)]
    [TestCase(null, "1 2 3", true, 2, false)]
    public void Who_came_with_the_last_change_is_told_by_the_inventory_before(string? before, string last, bool isBegun, int id, bool joined)
    {
        string Text(string ids) => $"servers:\n{string.Concat(ids.Split(' ').Select(one => $"  - {{ id: {one}, host: h{one} }}\n"))}";
        var note = new InventoryNote(At, [.. before is null ? [] : new[] { Text(before) }, .. isBegun ? [] : new[] { Text(last) }],
            isBegun ? Text(last) : null, IsReturn: false);
        Assert.That(note.Joined(id), Is.EqualTo(joined));
    }

    /// <param name="servers">A letter for what each server's note says, a capital one for a later time; <c>-</c>: none.</param>
    [TestCase("aaa", "a")]
    [TestCase("aaB", "a")]
    [TestCase("aAb", "a")]
    [TestCase("aa-", "a")]
    [TestCase("a--", "")]
    [TestCase("ab", "")]
    [TestCase("a", "a")]
    [TestCase("-", "")]
    public void What_most_servers_say_counts_and_not_what_is_newest(string servers, string told)
    {
        var note = InventoryNotes.Of([.. servers.Select(server => server == '-' ? null
            : $"{InventoryNote.Begin(null, $"{char.ToLowerInvariant(server)}", isReturn: false, char.IsUpper(server) ? At.AddYears(60) : At)}")]);
        Assert.That(note?.Begun ?? "", Is.EqualTo(told));
    }
}
