using System.Text.RegularExpressions;

namespace Lab.Jars;

/// <summary>Follows the texts of one method to the calls that take them for names of keys.</summary>
internal sealed partial class MethodReading(ClassFile file, ClassMethod method)
{
    private const string Prefix = "zookeeper.";

    private readonly List<string> texts = [];
    private readonly List<ReleaseKey> found = [];

    /// <summary>How many of the last found ones wait for the call that tells their type.</summary>
    private int untyped;

    public IReadOnlyList<ReleaseKey> Run(ReadingOf kind)
    {
        var before = 0;
        foreach (var (code, operand) in Instructions.Of(method.Code))
        {
            switch (code)
            {
                case 18 or 19 when file.Text(operand) is { } text:
                    texts.Add(text);
                    // Only what a variable is compared with: the result of a call is the value of another key.
                    comparedWithVariable = before is 25 or (>= 42 and <= 45);
                    break;
                case >= 182 and <= 186:
                    Call(file.Method(operand), kind);
                    break;
                case (>= 54 and <= 86) or 87 or (>= 172 and <= 177) or 179 or 181:
                    texts.Clear();
                    untyped = kind == ReadingOf.Parser ? untyped : 0;
                    break;
                default:
                    break;
            }

            before = code;
        }

        return found;
    }

    private bool comparedWithVariable;

    private void Call((string Owner, string Name, string Descriptor) call, ReadingOf kind)
    {
        switch (call.Owner, call.Name)
        {
            case ("java/lang/String", "equals" or "startsWith") when kind == ReadingOf.Parser && texts.Count > 0:
                if (comparedWithVariable && char.IsAsciiLetter(texts[^1][0]))
                {
                    Add(texts[^1], KeySource.File, KeyType.Text);
                }

                texts.Clear();
                break;
            case ("java/lang/StringBuilder", "append") when kind is ReadingOf.TlsNames or ReadingOf.ClientTlsNames
                && method.Name == "<init>" && texts.Count > 0:
                Add("ssl." + texts[^1], KeySource.Property, KeyType.Text);
                if (kind == ReadingOf.TlsNames)
                {
                    Add("ssl.quorum." + texts[^1], KeySource.Property, KeyType.Text);
                }

                texts.Clear();
                break;
            case ("java/lang/System" or "org/apache/zookeeper/common/ZKConfig", "getProperty"):
            case ("org/apache/zookeeper/server/util/ConfigUtils", "getPropertyBackwardCompatibleWay"):
                Property(call.Descriptor, KeyType.Text);
                break;
            case (_, "isSystemPropertyTrue"):
                Property(call.Descriptor, KeyType.Flag);
                break;
            case ("java/lang/String", "startsWith") when texts.Count > 0 && IsOurs(texts[^1]):
                Property(call.Descriptor, KeyType.Text); // A loop over all properties.
                break;
            case (_, "getDoubleProp"):
                Property(call.Descriptor, KeyType.Fraction);
                break;
            case ("java/lang/Integer", "getInteger") or ("java/lang/Long", "getLong"):
            case ("org/apache/zookeeper/common/ZKConfig", "getInt" or "getLong"):
                Property(call.Descriptor, KeyType.Number);
                break;
            case ("java/lang/Boolean", "getBoolean") or ("org/apache/zookeeper/common/ZKConfig", "getBoolean"):
                Property(call.Descriptor, KeyType.Flag);
                break;
            default:
                Retype(call.Owner, call.Name);
                break;
        }
    }

    private void Property(string descriptor, KeyType type)
    {
        bool hasDefault = descriptor.StartsWith("(Ljava/lang/String;Ljava/lang/String;", StringComparison.Ordinal);
        // A default that is computed leaves one text.
        int at = hasDefault && texts.Count > 1 && !IsOurs(texts[^1]) ? texts.Count - 2 : texts.Count - 1;
        if (at < 0)
        {
            return;
        }

        string name = texts[at];
        texts.RemoveRange(at, texts.Count - at);
        if (IsOurs(name))
        {
            Add(name[Prefix.Length..], KeySource.Property, type);
        }
        else if (PropertyName().IsMatch(name))
        {
            Add(name, KeySource.PropertyOnly, type);
        }
    }

    private static bool IsOurs(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>A property of ZooKeeper's without its prefix; not one that Java itself has.</summary>
    [GeneratedRegex(@"^(?!(java|javax|os|user|line|sun|jdk)\.)[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+$")]
    private static partial Regex PropertyName();

    private void Add(string name, KeySource source, KeyType type)
    {
        found.Add(new(name, source, type));
        untyped = type == KeyType.Text ? untyped + 1 : 0;
    }

    /// <summary>What becomes of the value tells its type.</summary>
    private void Retype(string owner, string name)
    {
        KeyType? type = (owner, name) switch
        {
            ("java/lang/Integer", "parseInt" or "valueOf") or ("java/lang/Long", "parseLong" or "valueOf") => KeyType.Number,
            ("java/lang/Boolean", "parseBoolean" or "valueOf") or (_, "parseBoolean") => KeyType.Flag,
            ("java/lang/Double", "parseDouble" or "valueOf") or ("java/lang/Float", "parseFloat") => KeyType.Fraction,
            _ => null,
        };
        if (type is { } known && untyped > 0)
        {
            found[^1] = found[^1] with { Type = known };
            untyped = 0;
        }
    }
}
