using Ensembles.Inventories.Schema;
using Ensembles.Inventories.Settings;
using Scriban.Runtime;

namespace Ensembles.Rendering;

/// <summary>
/// The last check before a value reaches a file of a server, wherever it came from: the inventory's own checks name the
/// line, but some values are read from the hosts, such as the pointer to the dynamic file.
/// </summary>
internal static class FileGrammar
{
    /// <summary>
    /// No value of any file may hold a line break, another control character, or what ISO-8859-1 cannot hold.
    /// </summary>
    /// <exception cref="RenderingException">A value of the model does not fit; the message names it.</exception>
    public static void CheckModel(ScriptObject model)
    {
        foreach (var (name, value) in model)
        {
            Check(name, value);
        }
    }

    /// <summary>Reads the file back as ZooKeeper does: every setting as it is wanted, no key twice.</summary>
    /// <param name="wanted">The settings that the file is to hold; others may be left out of it.</param>
    /// <exception cref="RenderingException">The file says something else than what was put into it.</exception>
    public static void CheckZooCfg(string text, IReadOnlyDictionary<string, string> wanted)
    {
        var found = new HashSet<string>();
        foreach (var (key, value) in JavaProperties.Read(text))
        {
            string name = key.Trim();
            if (!found.Add(name))
            {
                throw new RenderingException($"zoo.cfg would have the key {name} twice; write it once");
            }

            if (wanted.TryGetValue(name, out string? setting) && name != FourLetterWords.Key && setting != value.Trim())
            {
                throw new RenderingException(
                    $"zoo.cfg would give {name} another value than the inventory; correct templates/zoo.cfg.scriban");
            }
        }
    }

    private static void Check(string name, object? value)
    {
        switch (value)
        {
            case string text when text.Any(letter => letter is < ' ' or > '~'):
                throw new RenderingException(
                    $"The value of {name} has a character that the files of a server cannot hold; "
                    + "use printable ASCII on one line");
            case ScriptObject setting when setting.ContainsKey("key"):
                CheckSetting((string)setting["key"]!, (string)setting["value"]!);
                break;
            case ScriptObject map:
                map.ToList().ForEach(entry => Check($"{name}.{entry.Key}", entry.Value));
                break;
            case ScriptArray list:
                list.ToList().ForEach(item => Check(name, item));
                break;
        }
    }

    private static void CheckSetting(string key, string value)
    {
        if (!SettingTable.IsKey(key))
        {
            throw new RenderingException("A key of settings has a character that zoo.cfg cannot hold in a key");
        }

        if (!TextFormat.Setting.Accepts(value))
        {
            throw new RenderingException(
                $"The value of {key} cannot be written to zoo.cfg; use {TextFormat.Setting.Wanted}");
        }
    }
}
