using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cake.Core;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Planning;
using Suite.Reports;
using Suite.Runs;

namespace Suite.Workflows.Approval;

/// <summary>
/// A plan as a file: for somebody to read and approve, and for a later run to carry out, and nothing else. It has what
/// the plan rests on, so that the run can tell what is otherwise by then.
/// </summary>
/// <param name="Path">Where it stands.</param>
/// <param name="Steps">Digest of what the steps do.</param>
/// <param name="Basis">Facts by what they are about.</param>
/// <param name="Intent">What it was made for.</param>
internal sealed record PlanFile(string Path, string Steps, string Intent, ImmutableSortedDictionary<string, string> Basis)
{
    private const int MostBytes = 16 << 20;

    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const string StepsKey = "stepsDigest", BasisKey = "restsOn", IntentKey = "for", DigestKey = "digest";

    private static readonly JsonSerializerOptions Format =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a plan that was just made.</summary>
    public static void Write(
        string path, Inventory inventory, string templates, Observation seen, Plan plan, IEnumerable<ChangedFile> changes, Intent intent)
    {
        var content = PlanJson.Of(inventory, seen, plan, !plan.Steps.IsEmpty);
        content["made"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        content["changes"] = new JsonArray([.. changes.Select(change => new JsonObject
        {
            ["server"] = change.Server,
            ["path"] = change.Path,
            ["lines"] = new JsonArray([.. change.Lines.Select(line => JsonValue.Create(line))]),
        })]);
        content[IntentKey] = $"{intent}";
        content[StepsKey] = plan.Fingerprint;
        content[BasisKey] = new JsonObject(BasisOf(inventory, templates, seen)
            .Select(fact => KeyValuePair.Create(fact.Key, (JsonNode?)JsonValue.Create(fact.Value))));
        content[DigestKey] = DigestOf(JsonNode.Parse(content.ToJsonString())!.AsObject());
        Artifact.Write(path, new("plan", path, content.ToJsonString(Format) + "\n", Readable, Restart: false));
    }

    /// <summary>Nothing is there, or a plan that the suite has written: nothing else is written over.</summary>
    /// <exception cref="CakeException">Something else is there.</exception>
    public static void CheckPlace(string path)
    {
        if (Directory.Exists(path))
        {
            throw Failures.WrongInput($"--out: {path} is a folder: write the path of a file.");
        }

        if (File.Exists(path) && !IsPlan(path))
        {
            throw Failures.WrongInput(
                $"--out: {path} is there already, and is no plan that --target=Plan --out=FILE has written: name another file, or move that one away.");
        }
    }

    private static bool IsPlan(string path)
    {
        try
        {
            return JsonNode.Parse(BoundedFile.Read(path, MostBytes)) is JsonObject content
                && content["ensemble"] is not null && content[StepsKey] is not null && content[BasisKey] is not null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            return false;
        }
    }

    /// <exception cref="CakeException">It cannot be read, is none, or is one of another ensemble.</exception>
    public static PlanFile Read(string path, Inventory inventory)
    {
        try
        {
            var content = JsonNode.Parse(BoundedFile.Read(path, MostBytes))!.AsObject();
            if ((string?)content["ensemble"] is not { } ensemble || content[StepsKey] is null)
            {
                throw new InvalidOperationException();
            }

            if (ensemble != inventory.Ensemble)
            {
                throw Failures.WrongInput(
                    $"--plan: {path} is a plan of the ensemble {ensemble}, and {inventory.File} is of {inventory.Ensemble}: give the " +
                    "plan of this one, or name the other inventory.");
            }

            if ((string?)content[DigestKey] != DigestOf(content))
            {
                throw Failures.WrongInput(
                    $"--plan: {path} is not as --target=Plan wrote it: what somebody reads there is not what would be done. Make it anew.");
            }

            return new(
                path, (string)content[StepsKey]!, (string?)content[IntentKey] ?? "",
                content[BasisKey]!.AsObject().ToImmutableSortedDictionary(fact => fact.Key, fact => (string)fact.Value!, StringComparer.Ordinal));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException
            or InvalidOperationException or NullReferenceException)
        {
            throw Failures.WrongInput(fault is IOException or UnauthorizedAccessException
                ? $"--plan: {path} cannot be read: {fault.Message}"
                : $"--plan: {path} is no plan that --target=Plan --out=FILE has written: make one, and name its file.");
        }
    }

    /// <summary>What is otherwise than when it was written, in words; empty where the plan is to be carried out.</summary>
    public ImmutableArray<string> Differences(Inventory inventory, string templates, Observation seen, Plan plan, Intent intent)
    {
        if (Intent != $"{intent}" && (Intent != $"{Ensembles.Planning.Intent.Any}" || intent == Ensembles.Planning.Intent.Restart))
        {
            return [$"it was made for {Intent}, and this is {intent}"];
        }

        var now = BasisOf(inventory, templates, seen);
        ImmutableArray<string> facts =
        [
            .. from about in Basis.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
               let was = Basis.GetValueOrDefault(about)
               let has = now.GetValueOrDefault(about)
               where was != has
               select was?.StartsWith("SHA-256", StringComparison.Ordinal) == true && has is not null
                   ? $"{about} has changed" : $"{about} was {was ?? "not there"}, and is {has ?? "not there"}",
        ];
        return !facts.IsEmpty || plan.Fingerprint == Steps ? facts
            : ["the steps are others: it was made for another target, or with other arguments"];
    }

    /// <summary>Of all that stands there, however it is laid out.</summary>
    private static string DigestOf(JsonObject content)
    {
        var rest = content.DeepClone().AsObject();
        rest.Remove(DigestKey);
        return "SHA-256 " + Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(rest.ToJsonString())));
    }

    private static ImmutableSortedDictionary<string, string> BasisOf(Inventory inventory, string templates, Observation seen)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(templates).Order(StringComparer.Ordinal))
        {
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Ensembles.Observing.Basis.Of(seen)
            .Add("the inventory", "SHA-256 " + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(inventory.File))))
            .Add("the templates", "SHA-256 " + Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
