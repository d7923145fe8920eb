using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Ensembles.Inventories.Yaml;

/// <summary>
/// Builds nodes from the parser's events: YamlDotNet's own tree stops at the first repeated key, and its serializer
/// forgets where a value stood.
/// </summary>
internal sealed class YamlTree
{
    private const int MaximumDepth = 16;

    private readonly Scanner scanner;
    private readonly Parser parser;
    private readonly Faults faults;
    private readonly string text;

    private YamlTree(string text, Faults faults)
    {
        scanner = new Scanner(new StringReader(text));
        parser = new Parser(scanner);
        this.faults = faults;
        this.text = text;
    }

    /// <returns>The only document's node; null where it is missing or is not YAML, which is reported.</returns>
    public static YamlNode? Read(string text, Faults faults)
    {
        var tree = new YamlTree(text, faults);
        try
        {
            return tree.ReadDocument();
        }
        catch (YamlException e)
        {
            // The messages name rules and no contents of the file, so no secret either. The scanner names the begin of
            // what it was scanning, which may be the whole file.
            tree.Refuse(
                e is SyntaxErrorException ? tree.scanner.CurrentPosition : e.Start,
                $"is not YAML: {e.Message.TrimEnd('.')}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // Its scanner gets lost like this in some texts, e.g. where a bracket is not closed.
            tree.Refuse(tree.scanner.CurrentPosition, "is not YAML from here on");
        }

        return null;
    }

    private void Refuse(Mark mark, string message) =>
        faults.Error(InventoryCodes.InvalidYaml,
            "", Place(mark), message,
            Placeholder.Remedy(text.Split('\n').ElementAtOrDefault((int)mark.Line - 1) ?? "")
                ?? "check indentation, quotes and brackets here");

    private YamlNode? ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (parser.TryConsume<StreamEnd>(out _))
        {
            return null;
        }

        parser.Consume<DocumentStart>();
        YamlNode root = ReadNode(0);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
        {
            faults.Error(InventoryCodes.SeveralDocuments,
                "", Place(second.Start), "starts a second document", "write one ensemble per file");
        }

        return root;
    }

    private YamlNode ReadNode(int depth)
    {
        var at = Place(parser.Current!.Start);
        if (depth > MaximumDepth)
        {
            throw new YamlException(parser.Current.Start, parser.Current.End, "nested too deeply");
        }

        if (parser.TryConsume<AnchorAlias>(out _))
        {
            RefuseReference(at);
            return new YamlScalar(at, "", Quoted: true);
        }

        if (parser.Current is NodeEvent node && !(node.Anchor.IsEmpty && node.Tag.IsEmpty))
        {
            RefuseReference(at);
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new YamlScalar(at, scalar.Value, scalar.Style != ScalarStyle.Plain);
        }

        return parser.TryConsume<SequenceStart>(out _) ? ReadSequence(at, depth) : ReadMapping(at, depth);
    }

    private YamlSequence ReadSequence(Position at, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new YamlSequence(at, items.ToImmutable());
    }

    private YamlMapping ReadMapping(Position at, int depth)
    {
        parser.Consume<MappingStart>();
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            YamlNode key = ReadNode(depth + 1);
            YamlNode value = ReadNode(depth + 1);
            if (key is YamlScalar name)
            {
                entries.Add(new YamlEntry(name.Text, key.At, value));
            }
            else
            {
                faults.Error(
                    InventoryCodes.InvalidKey,
                    "", key.At, "is a list or a mapping where a key is wanted", "write a name before the colon");
            }
        }

        return new YamlMapping(at, entries.ToImmutable());
    }

    private void RefuseReference(Position at) =>
        faults.Error(
            InventoryCodes.UnsupportedYaml,
            "", at, "is an anchor, an alias or a tag", "write the value itself; these parts of YAML are not used here");

    private static Position Place(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
