using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Suite.Workflows.Returning;

/// <summary>
/// Which inventory was carried out last on an ensemble, and which one before: beside the data of each server that holds
/// them, so that any machine can go back.
/// </summary>
/// <param name="At">When it was written.</param>
/// <param name="Now">The text of the inventory that is carried out.</param>
/// <param name="IsDone">Nothing of it was left to do.</param>
/// <param name="Before">The text of the one that was carried out to its end before; null: there was none.</param>
/// <param name="IsReturn">It is carried out to go back.</param>
internal sealed record InventoryNote(DateTimeOffset At, string Now, bool IsDone, string? Before, bool IsReturn = false)
{
    /// <summary>
    /// What is to be noted when an inventory is about to be carried out. What was given up in the middle is nothing to go
    /// back to.
    /// </summary>
    /// <param name="known">Null: nothing is noted.</param>
    public static InventoryNote Begin(InventoryNote? known, string text, bool isReturn, DateTimeOffset at) =>
        known is null ? new(at, text, false, null, isReturn)
        : known.Now == text ? known
        : new(at, text, false, known.IsDone ? known.Now : known.Before, isReturn);

    /// <summary>
    /// What the way back leads to; null: nothing. One that was taken is taken again, to no effect where it was finished: the
    /// command may be repeated after a kill at any moment.
    /// </summary>
    public string? Former => IsReturn ? Now : Before;

    /// <summary>The same, of an inventory with nothing left to do.</summary>
    public InventoryNote Done(DateTimeOffset at) => this with { At = at, IsDone = true };

    /// <summary>Null where the text is none.</summary>
    public static InventoryNote? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject note && (int?)note["format"] == 1
                ? new(
                    DateTimeOffset.Parse((string)note["at"]!, CultureInfo.InvariantCulture), (string)note["now"]!, (bool)note["done"]!,
                    (string?)note["before"], (bool)note["return"]!)
                : null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException or ArgumentNullException
            or NullReferenceException)
        {
            return null; // Torn, or somebody else's: as if there were none.
        }
    }

    public override string ToString() => new JsonObject
    {
        ["format"] = 1,
        ["at"] = At.ToString("O", CultureInfo.InvariantCulture),
        ["done"] = IsDone,
        ["now"] = Now,
        ["before"] = Before,
        ["return"] = IsReturn,
    }.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
}
