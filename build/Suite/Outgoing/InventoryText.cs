using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Suite.Outgoing;

/// <summary>An inventory as it may be shown: values are masked by what they mean, however YAML writes them.</summary>
internal static partial class InventoryText
{
    private const string Mask = "\"***\"";

    /// <param name="secrets">Values that no scalar may have in it; null and empty ones are left out.</param>
    /// <returns>The text; of one that is no YAML only a line that says so.</returns>
    public static string Masked(string yaml, IEnumerable<string?> secrets)
    {
        string[] hidden = [.. secrets.OfType<string>().Where(secret => secret.Length > 2)];
        var result = new StringBuilder(yaml);
        try
        {
            // From the end, so that places before it stay what they are.
            foreach (var (start, end) in Places(yaml, hidden).OrderByDescending(place => place.Start))
            {
                // A block's place ends behind its last line break.
                string lineEnd = end > start && result[end - 1] == '\n' ? "\n" : "";
                result.Remove(start, end - start).Insert(start, Mask + lineEnd);
            }
        }
        catch (YamlException)
        {
            return "# The inventory is no YAML any more: it was changed during the run, and is left out.\n";
        }

        return result.ToString();
    }

    private static List<(int Start, int End)> Places(string yaml, string[] hidden)
    {
        var parser = new Parser(new StringReader(yaml));
        var places = new List<(int Start, int End)>();
        var keys = new Stack<string?>(); // of the mappings around: the key whose value comes; null: a key comes
        while (parser.MoveNext())
        {
            switch (parser.Current)
            {
                case MappingStart:
                    keys.Push(null);
                    break;
                case SequenceStart:
                    keys.Push("");
                    break;
                case MappingEnd or SequenceEnd:
                    keys.Pop();
                    EndValue(keys);
                    break;
                case Scalar scalar when keys.TryPeek(out string? key) && key is null:
                    keys.Pop();
                    keys.Push(scalar.Value);
                    break;
                case Scalar scalar:
                    if (keys.Any(key => key is not null && Named().IsMatch(key))
                        || hidden.Any(secret => scalar.Value.Contains(secret, StringComparison.Ordinal)))
                    {
                        places.Add(((int)scalar.Start.Index, (int)scalar.End.Index));
                    }

                    EndValue(keys);
                    break;
            }
        }

        return places;
    }

    /// <summary>In a mapping the next scalar is a key; in a list it is a value again.</summary>
    private static void EndValue(Stack<string?> keys)
    {
        if (keys.TryPeek(out string? key) && key is not (null or ""))
        {
            keys.Pop();
            keys.Push(null);
        }
    }

    [GeneratedRegex("(?:password|passwd|passphrase|secret|superDigest|credential)$", RegexOptions.IgnoreCase)]
    private static partial Regex Named();
}
