using System.Text.RegularExpressions;
using Unit.Inventories;

namespace Unit.Pages;

/// <summary>Every statement that changes files stands in docs/what-we-touch.md.</summary>
[TestFixture]
public sealed partial class WhatWeTouchTests
{
    [Test]
    public void Every_statement_that_changes_files_is_listed()
    {
        var page = File.ReadAllLines(Path.Combine(Checkout.Root, "docs", "what-we-touch.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells is [_, ['`', 'b', ..], _, _, ..])
            .ToDictionary(cells => cells[1].Trim('`'), cells => cells[2]);

        Assert.Multiple(() =>
        {
            foreach (var (file, row) in Sources())
            {
                Assert.That(page.GetValueOrDefault(file, "nothing"), Is.EqualTo(row),
                    $"docs/what-we-touch.md says of {file}; write: | `{file}` | {row} | what guards it |");
            }

            Assert.That(page.Keys.Except(Sources().Select(source => source.File)), Is.Empty, "listed, but not there");
        });
    }

    [TestCase("a.sh", "    rm -rf \"$data\"", "`rm` 1")]
    [TestCase("a.sh", "find \"$x\" -exec chown -h root {} +", "`chown` 1")]
    [TestCase("a.sh", "if true; then mv \"$a\" \"$b\"; fi", "`mv` 1")]
    [TestCase("a.sh", "echo x >\"$config/zoo.cfg\"", "`>` 1")]
    [TestCase("a.sh", "# rm -rf /", "")]
    [TestCase("a.sh", "grep x 2>/dev/null >&2", "")]
    [TestCase("A.cs", "    rm -rf -- \"$@\"", "`rm` 1")]
    [TestCase("A.cs", "Directory.Delete(path, recursive: true);", "`Directory.Delete` 1")]
    [TestCase("A.cs", "/// rm -rf is not used", "")]
    public void A_planted_statement_is_seen(string file, string line, string row) =>
        Assert.That(RowOf(file, [line]), Is.EqualTo(row));

    private static IEnumerable<(string File, string Row)> Sources()
    {
        var root = Path.Combine(Checkout.Root, "build");
        return from file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
               where file.EndsWith(".sh", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal)
               let name = Path.GetRelativePath(Checkout.Root, file).Replace('\\', '/')
               where !name.Contains("/obj/", StringComparison.Ordinal)
               let row = RowOf(file, File.ReadLines(file))
               where row.Length > 0
               select (name, row);
    }

    private static string RowOf(string file, IEnumerable<string> lines)
    {
        var found = file.EndsWith(".sh", StringComparison.Ordinal)
            ? lines.Select(line => ShellComment().Replace(line, "")).SelectMany(line =>
                Names(ShellCommand(), line).Concat(Names(FindCommand(), line))
                    .Concat(Redirection().Matches(line).Select(_ => ">")))
            : lines.Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
                .SelectMany(line => Names(Call(), line).Concat(Names(ShellInText(), line)));
        return string.Join(", ", found.GroupBy(name => name).OrderBy(name => name.Key, StringComparer.Ordinal)
            .Select(name => $"`{name.Key}` {name.Count()}"));
    }

    private static IEnumerable<string> Names(Regex pattern, string line) =>
        pattern.Matches(line).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"(^|\s)#.*")]
    private static partial Regex ShellComment();

    [GeneratedRegex("""(?:^|[;&|(){!"'`]|\b(?:then|else|do|(?<!-)exec|env|if|as_user|at)\b)\s*(?:as_user\s+)?""" +
        """(rm|rmdir|mv|chown|chmod|mkdir|ln|cp|dd|tar|touch|truncate|kill|install|unlink|tee)""" +
        """(?=\s+[-"$./\\a-zA-Z0-9])""")]
    private static partial Regex ShellCommand();

    [GeneratedRegex(@"-exec\s+(\S+)")]
    private static partial Regex FindCommand();

    [GeneratedRegex("""(?<![0-9&<>-])>{1,2}(?=\s*\\?"?\\?"?\$)""")]
    private static partial Regex Redirection();

    [GeneratedRegex(@"\b(File\.(?:Delete|Move|Copy|Replace|WriteAllText(?:Async)?|WriteAllBytes(?:Async)?|" +
        @"WriteAllLines|AppendAllText(?:Async)?|Create|CreateText|CreateSymbolicLink|SetUnixFileMode|SetAttributes|" +
        @"OpenWrite)|Directory\.(?:Delete|Move|CreateDirectory|CreateTempSubdirectory|CreateSymbolicLink)|" +
        @"new FileStream|FileMode\.(?:Create|CreateNew|OpenOrCreate|Append|Truncate)|SetLength|\.Kill)\b")]
    private static partial Regex Call();

    [GeneratedRegex("""(?:^|[\s;&|({"(])(rm|rmdir|mv|chown|chmod|mkdir|ln|truncate)\s+(?=-|\\?"|\$|[a-zA-Z/])""")]
    private static partial Regex ShellInText();
}
