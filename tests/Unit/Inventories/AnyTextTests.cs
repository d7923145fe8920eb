using CsCheck;
using Ensembles.Findings;

namespace Unit.Inventories;

internal sealed class AnyTextTests
{
    private static readonly string[] Pieces =
    [
        "ensemble", "servers", "settings", "id", ":", ": ", "- ", "\n", "  ", "\t", "[", "]", "{", "}", "\"", "'",
        "&a", "*a", "!t", "|", ">", "%", "#", "---", "...", "?", ",", "${", "}", "0", "\\", "\u0000", "\u00e9", "a",
    ];

    private static readonly Gen<string> Piece = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]);

    [Test]
    public void Whatever_a_file_holds_reading_it_ends_in_faults_or_an_inventory()
    {
        using var project = new Project();

        Gen.OneOf(Piece.Array[0, 40].Select(pieces => string.Concat(pieces)), Gen.String)
            .Sample(
                text =>
                {
                    var reading = project.Read(text);
                    return (reading.Inventory is null) == reading.Faults.Any(
                        fault => fault.Severity == FaultSeverity.Error);
                },
                iter: 2000, threads: 1);
    }

    [Test]
    public void Whatever_part_of_a_good_file_is_lost_reading_it_ends_in_faults_or_an_inventory()
    {
        using var project = new Project();

        Gen.Select(Gen.Int[0, Project.Good.Length], Gen.Int[0, 30], Piece)
            .Sample(
                (start, length, piece) =>
                {
                    int end = Math.Min(Project.Good.Length, start + length);
                    var reading = project.Read(Project.Good[..start] + piece + Project.Good[end..]);
                    return (reading.Inventory is null) == reading.Faults.Any(
                        fault => fault.Severity == FaultSeverity.Error);
                },
                iter: 2000, threads: 1);
    }
}
