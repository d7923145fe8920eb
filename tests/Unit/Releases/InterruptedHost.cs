namespace Unit.Releases;

/// <summary>This machine, where the longest script that is run dies before one of its lines.</summary>
internal sealed class InterruptedHost(int line) : AlteredHost
{
    /// <summary>Was there such a line?</summary>
    public bool Died { get; private set; }

    protected override string Alter(string text)
    {
        var lines = text.Split('\n').ToList();
        if (lines.Count < 6 || line >= lines.Count)
        {
            return text;
        }

        Died = true;
        lines.Insert(line, "kill -9 $$");
        return string.Join('\n', lines);
    }
}
