using System.Globalization;
using System.Text.Json.Nodes;
using Ensembles.Inventories.Reading;
using Ensembles.Inventories.Yaml;
using NJsonSchema;

namespace Unit.Inventories;

/// <summary>
/// To write the schema anew after a change: <c>UPDATE_SNAPSHOTS=1 dotnet test --filter JsonSchemaTests</c>.
/// </summary>
internal sealed class JsonSchemaTests
{
    private static readonly string SchemaFile = Path.Combine(Checkout.Root, "inventories", "schema.json");

    [Test]
    public void The_committed_schema_is_the_generated_one()
    {
        string generated = SchemaWriter.Write();
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(SchemaFile, generated);
        }

        Assert.That(File.ReadAllText(SchemaFile), Is.EqualTo(generated));
    }

    [Test]
    public async Task The_projects_inventories_fit_it()
    {
        var schema = await JsonSchema.FromFileAsync(SchemaFile);
        string[] files = Directory.GetFiles(Path.GetDirectoryName(SchemaFile)!, "*.yml");

        Assert.That(files, Has.Length.GreaterThanOrEqualTo(5));
        foreach (string file in files)
        {
            string text = await File.ReadAllTextAsync(file);
            Assert.That(text, Does.StartWith("# yaml-language-server: $schema=schema.json\n"));
            Assert.That(schema.Validate(ToJson(text)), Is.Empty, file);
        }
    }

    [TestCase(Project.Good)]
    [TestCase(Project.Remote)]
    public async Task Good_inventories_fit_it(string yaml)
    {
        var schema = await JsonSchema.FromFileAsync(SchemaFile);

        Assert.That(schema.Validate(ToJson(yaml)), Is.Empty);
    }

    [TestCase("id: 3", "id: 300")]
    [TestCase("java:", "jvaa:")]
    [TestCase("heap: 1g", "heap: 1024")]
    [TestCase("tickTime: 2000", "tickTime: fast")]
    [TestCase("tickTime: 2000", "autopurge: { snapRetainCount: 1 }")]
    [TestCase("tickTime: 2000", "nonsense.key: 1")]
    [TestCase("ensemble: realtime\n", "")]
    [TestCase("host: 127.0.0.1, ports: { client: 2183", "host: \"a;b\", ports: { client: 2183")]
    [TestCase("heap: 1g", "flags: [\"a b\"]")]
    public async Task Bad_ones_do_not(string part, string replacement)
    {
        var schema = await JsonSchema.FromFileAsync(SchemaFile);

        Assert.That(
            schema.Validate(ToJson(Project.Good.Replace(part, replacement, StringComparison.Ordinal))), Is.Not.Empty);
    }

    [TestCase("tickTime: 2000", "tickTime: \"${TICK}\"")]
    [TestCase("tickTime: 2000", "autopurge: { snapRetainCount: 3 }, autopurge.purgeInterval: 1")]
    [TestCase("tickTime: 2000", "ssl: { quorum: { keyStore.type: PEM }, keyStore: { type: JKS } }")]
    [TestCase("tickTime: 2000", "authProvider.sasl: a.B, 4lw: { commands.whitelist: [stat] }")]
    public async Task What_the_reader_takes_fits_it(string part, string replacement)
    {
        var schema = await JsonSchema.FromFileAsync(SchemaFile);
        string yaml = Project.Good.Replace(part, replacement, StringComparison.Ordinal);
        using var project = new Project();
        project.Environment["TICK"] = "500";

        Assert.That(project.Read(yaml).Faults, Is.Empty);
        Assert.That(schema.Validate(ToJson(yaml)), Is.Empty);
    }

    private static string ToJson(string yaml)
    {
        var faults = new Faults("x");
        var root = YamlTree.Read(yaml, faults);
        Assert.That(faults.All, Is.Empty);
        return ToNode(root!)!.ToJsonString();
    }

    /// <summary>As YAML 1.2's core schema, which editors use, understands plain scalars.</summary>
    private static JsonNode? ToNode(YamlNode node) => node switch
    {
        YamlMapping map => new JsonObject(
            map.Entries.Select(entry => KeyValuePair.Create(entry.Key, ToNode(entry.Value)))),
        YamlSequence list => new JsonArray([.. list.Items.Select(ToNode)]),
        YamlScalar { Quoted: false, Text: "true" or "false" } scalar => JsonValue.Create(scalar.Text == "true"),
        YamlScalar { Quoted: false } scalar
            when long.TryParse(scalar.Text, CultureInfo.InvariantCulture, out long number) => JsonValue.Create(number),
        YamlScalar { Quoted: false } scalar
            when double.TryParse(scalar.Text, CultureInfo.InvariantCulture, out double number) =>
            JsonValue.Create(number),
        YamlScalar scalar => JsonValue.Create(scalar.Text),
        _ => null,
    };
}
