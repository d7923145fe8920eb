using System.Buffers.Binary;
using System.Text;

namespace Lab.Jars;

/// <summary>What a compiled Java class says, as far as the search for its keys needs it (Java VM specification, chapter 4).</summary>
internal sealed class ClassFile
{
    private readonly byte[] bytes;
    private readonly int[] constants;
    private int at;

    /// <summary>With slashes: <c>org/apache/zookeeper/ZooKeeper</c>.</summary>
    public string Name { get; }

    public IReadOnlyList<ClassMethod> Methods { get; }

    public ClassFile(byte[] bytes)
    {
        this.bytes = bytes;
        at = 8;
        constants = new int[U2()];
        for (var i = 1; i < constants.Length; i++)
        {
            constants[i] = at;
            int tag = bytes[at++];
            at += tag switch
            {
                1 => 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at)),
                3 or 4 or 9 or 10 or 11 or 12 or 17 or 18 => 4,
                5 or 6 => 8,
                7 or 8 or 16 or 19 or 20 => 2,
                15 => 3,
                _ => throw new InvalidDataException($"constant of the kind {tag}"),
            };
            i += tag is 5 or 6 ? 1 : 0; // A long and a double take two places.
        }

        at += 2;
        Name = ClassName(U2());
        at += 2;
        int interfaces = U2();
        at += 2 * interfaces;
        SkipFields();
        Methods = ReadMethods();
    }

    /// <summary>The text that an instruction loads by <c>ldc</c>; null for a number or a class.</summary>
    public string? Text(int index) => bytes[constants[index]] == 8 ? Utf8(Place(index, 1)) : null;

    /// <summary>Class, name and descriptor of a method that an instruction calls.</summary>
    public (string Owner, string Name, string Descriptor) Method(int index)
    {
        int names = constants[Place(index, 3)];
        return bytes[constants[index]] == 18
            ? ("", Utf8(U2(names + 1)), Utf8(U2(names + 3)))
            : (ClassName(Place(index, 1)), Utf8(U2(names + 1)), Utf8(U2(names + 3)));
    }

    private void SkipFields()
    {
        for (int left = U2(); left > 0; left--)
        {
            at += 6;
            SkipAttributes();
        }
    }

    private List<ClassMethod> ReadMethods()
    {
        var all = new List<ClassMethod>();
        for (int left = U2(); left > 0; left--)
        {
            at += 2;
            string name = Utf8(U2());
            at += 2;
            for (int attributes = U2(); attributes > 0; attributes--)
            {
                bool isCode = Utf8(U2()) == "Code";
                int length = (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
                if (isCode)
                {
                    int size = (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 8));
                    all.Add(new(name, bytes.AsMemory(at + 12, size)));
                }

                at += 4 + length;
            }
        }

        return all;
    }

    private void SkipAttributes()
    {
        for (int left = U2(); left > 0; left--)
        {
            at += 6 + (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 2));
        }
    }

    private string ClassName(int index) => Utf8(Place(index, 1));

    private int Place(int index, int offset) => U2(constants[index] + offset);

    private string Utf8(int index) => Encoding.UTF8.GetString(bytes, constants[index] + 3, Place(index, 1));

    private int U2()
    {
        at += 2;
        return U2(at - 2);
    }

    private int U2(int place) => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(place));
}

internal sealed record ClassMethod(string Name, ReadOnlyMemory<byte> Code);
