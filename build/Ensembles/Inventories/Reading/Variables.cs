using System.Text;

namespace Ensembles.Inventories.Reading;

/// <summary>
/// Replaces <c>${NAME}</c> and <c>${NAME:-default}</c> by the environment's values; <c>$${</c> stands for <c>${</c>.
/// What a variable brings in is not looked at again.
/// </summary>
internal static class Variables
{
    /// <param name="problem">What is wrong with a reference, and the remedy; null where nothing is.</param>
    public static string Expand(
        string text, Func<string, string?> environment, out (string Message, string Remedy)? problem)
    {
        problem = null;
        if (!text.Contains("${", StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder();
        for (int i = 0; i < text.Length;)
        {
            if (text.AsSpan(i).StartsWith("$${", StringComparison.Ordinal))
            {
                result.Append("${");
                i += 3;
            }
            else if (text.AsSpan(i).StartsWith("${", StringComparison.Ordinal))
            {
                int end = text.IndexOf('}', i);
                string reference = end < 0 ? "" : text[(i + 2)..end];
                string[] parts = reference.Split(":-", 2);
                if (!IsName(parts[0]))
                {
                    problem = (
                        "has a '${' without a variable's name and '}'", "write ${NAME}, or $${ for the characters");
                    return text;
                }

                string value = environment(parts[0]) ?? "";
                if (value.Length == 0 && parts.Length == 1)
                {
                    problem = ($"needs the environment variable {parts[0]}, which is not set",
                        $"set it, or write ${{{parts[0]}:-default}}");
                    return text;
                }

                result.Append(value.Length > 0 ? value : parts[1]);
                i = end + 1;
            }
            else
            {
                result.Append(text[i++]);
            }
        }

        return result.ToString();
    }

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
