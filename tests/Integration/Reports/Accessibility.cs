using System.Text.Json;
using System.Text.RegularExpressions;
using Integration.Ci;
using Lab;

namespace Integration.Reports;

/// <summary>A page as axe-core judges it in a real browser, by the rules of WCAG 2.2 and by good practice.</summary>
internal static partial class Accessibility
{
    /// <param name="dark">With the colours that the page has for those who prefer them dark.</param>
    /// <returns>What hinders somebody: the rule, and where; empty is what is wanted.</returns>
    public static async Task<List<string>> FaultsAsync(string page, bool dark)
    {
        var axe = await File.ReadAllTextAsync(await NodePackages.FindAsync("axe-core/axe.min.js"));
        var text = await File.ReadAllTextAsync(page);
        if (dark)
        {
            text = text.Replace("prefers-color-scheme: dark", "min-width: 1px", StringComparison.Ordinal);
        }

        // The page itself allows no script: its copy here does, and shows what is folded away.
        text = Policy().Replace(text, "").Replace("<details", "<details open=\"\"", StringComparison.Ordinal)
            .Replace("open=\"\" open=\"open\"", "open=\"\"", StringComparison.Ordinal)
            .Replace("</body>", $$"""
            <script>{{axe}}</script>
            <script>
            axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(found => {
              const faults = found.violations.flatMap(
                rule => rule.nodes.map(node => rule.id + ': ' + node.target.join(' ')));
              const told = document.createElement('pre');
              told.id = 'axe';
              const result = JSON.stringify({ passes: found.passes.length, faults });
              told.textContent = btoa(unescape(encodeURIComponent(result)));
              document.body.append(told);
            });
            </script></body>
            """, StringComparison.Ordinal);
        var copy = Path.Combine(TestFolder.Create("axe"), "page.html");
        await File.WriteAllTextAsync(copy, text);
        var (dom, console) = await Browser.Find().OpenAsync(copy);
        var told = Told().Match(dom);
        Assert.That(told.Success, $"axe-core told nothing: {console}");
        var result = JsonDocument.Parse(Convert.FromBase64String(told.Groups[1].Value)).RootElement;
        Assert.That(result.GetProperty("passes").GetInt32(), Is.GreaterThan(20));
        return [.. result.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()!)];
    }

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\"[^>]*>")]
    private static partial Regex Policy();

    [GeneratedRegex("<pre id=\"axe\">([^<]+)</pre>")]
    private static partial Regex Told();
}
