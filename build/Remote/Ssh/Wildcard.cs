namespace Remote.Ssh;

/// <summary>OpenSSH's patterns (ssh_config(5), PATTERNS): <c>*</c>, <c>?</c>, and <c>!</c> for exceptions.</summary>
internal static class Wildcard
{
    /// <summary>Does one of the patterns match, and none that is negated?</summary>
    public static bool MatchesAny(IEnumerable<string> patterns, string name, bool isCaseSensitive = false)
    {
        var matched = false;
        foreach (var pattern in patterns)
        {
            if (pattern.StartsWith('!'))
            {
                if (Matches(pattern.AsSpan(1), name, isCaseSensitive))
                {
                    return false;
                }
            }
            else
            {
                matched |= Matches(pattern, name, isCaseSensitive);
            }
        }

        return matched;
    }

    /// <summary>Does the pattern match the whole name?</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name, bool isCaseSensitive = false)
    {
        // Where the last star stands, and how much of the name it has been given so far: never more than one way back.
        var (star, given) = (-1, 0);
        var (p, n) = (0, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, given) = (p++, n);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || (isCaseSensitive ? pattern[p] == name[n] : Same(pattern[p], name[n]))))
            {
                (p, n) = (p + 1, n + 1);
            }
            else if (star >= 0)
            {
                (p, n) = (star + 1, ++given);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
