using System.Text;
using ZooKeeper.Client;
using ZooKeeper.Wire;

namespace Unit.ZooKeeper.Session;

/// <summary>Bodies of replies.</summary>
internal static class Replies
{
    public static Stat Stat { get; } = new(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

    public static void WriteStat(JuteWriter writer)
    {
        Array.ForEach([1L, 2, 3, 4], writer.Long);
        Array.ForEach([5, 6, 7], writer.Int);
        writer.Long(8);
        Array.ForEach([9, 10], writer.Int);
        writer.Long(11);
    }

    public static Action<JuteWriter> Path(string path) => writer => writer.String(path);

    public static Action<JuteWriter> Data(string text) => writer =>
    {
        writer.Buffer(Encoding.UTF8.GetBytes(text));
        WriteStat(writer);
    };
}
