using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ensembles.Inventories.Reading;

namespace Suite.Workflows.Returning;

/// <summary>
/// Which inventories were carried out on an ensemble: beside the data of each server that holds them, so that any machine
/// can go back.
/// </summary>
/// <param name="At">When it was written.</param>
/// <param name="Finished">The texts of those with nothing left to do, the last one last; never two equal ones in a row.</param>
/// <param name="Begun">The text of the one that is being carried out; null: none.</param>
/// <param name="IsReturn">The last one was carried out to go back, or is.</param>
internal sealed record InventoryNote(DateTimeOffset At, ImmutableArray<string> Finished, string? Begun, bool IsReturn)
{
    /// <summary>Older ones are forgotten.</summary>
    private const int Kept = 5;

    /// <summary>What the way back leads to from here: where one was taken or begun, the same. Null: nothing.</summary>
    public string? Former => IsReturn ? Begun ?? Finished.LastOrDefault()
        : Begun is not null ? Finished.LastOrDefault()
        : Finished is [.., var former, _] ? former
        : null;

    /// <summary>By the inventories a server came with the last change: the one before is known and has no such server.</summary>
    /// <param name="id">Of the server.</param>
    public bool Joined(int id)
    {
        var (last, before) = Begun is not null ? (Begun, Finished.LastOrDefault())
            : Finished is [.., var former, var current] ? (current, former) : (null, null);
        return last is not null && before is not null
            && InventorySections.Ids(last).Contains($"{id}") && InventorySections.Ids(before) is { IsEmpty: false } old && !old.Contains($"{id}");
    }

    /// <summary>The last change has come to its end.</summary>
    public bool IsDone => Begun is null;

    /// <summary>What is to be noted when an inventory is about to be carried out; the same where that is known.</summary>
    /// <param name="known">Null: nothing is noted.</param>
    /// <param name="observed">The inventory that says what ran before, where none was noted; null: it is not known.</param>
    public static InventoryNote Begin(InventoryNote? known, string text, bool isReturn, DateTimeOffset at, string? observed = null) =>
        known is null ? new(at, observed is null ? [] : [observed], text, isReturn)
        : (known.Begun ?? known.Finished.LastOrDefault()) == text ? known
        : known with { At = at, Begun = text, IsReturn = isReturn };

    /// <summary>The same, once nothing of it is left to do.</summary>
    public InventoryNote Done(DateTimeOffset at) => Begun is null ? this : this with
    {
        At = at, Begun = null,
        Finished = Finished.LastOrDefault() == Begun ? Finished : [.. Finished.Append(Begun).TakeLast(Kept)],
    };

    /// <summary>Null where the text is none.</summary>
    public static InventoryNote? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject note && (int?)note["format"] == 1
                ? new(
                    DateTimeOffset.Parse((string)note["at"]!, CultureInfo.InvariantCulture),
                    [.. note["finished"]!.AsArray().Select(one => (string)one!)], (string?)note["begun"], (bool)note["return"]!)
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
        ["finished"] = new JsonArray([.. Finished.Select(text => JsonValue.Create(text))]),
        ["begun"] = Begun,
        ["return"] = IsReturn,
    }.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
}
