using System.Text.Json.Nodes;
using Suite;

namespace Unit.Suite;

internal sealed class AnswerTests
{
    [TestCase("--target=Status --output=json", null, true)]
    [TestCase("--output json", null, true)]
    [TestCase("--OUTPUT=JSON", null, true)]
    [TestCase("--output=json --output=text", null, false)]
    [TestCase("--target=Status", "json", true)]
    [TestCase("--output=text", "json", false)]
    [TestCase("--target=output", null, false)]
    public void Json_is_wanted_as_the_last_argument_or_else_the_environment_says(
        string args, string? variable, bool expected) =>
        Assert.That(Answer.WantsJson(args.Split(' '), variable), Is.EqualTo(expected));

    [Test]
    public void A_document_that_is_one_of_many_stands_on_one_line()
    {
        var output = new StringWriter();
        var answer = new Answer(output, isJson: true);
        answer.Write(new() { ["a"] = new JsonArray(1, "ü"), ["b"] = null }, isLine: true);

        Assert.That(output.ToString(), Is.EqualTo("{\"a\":[1,\"ü\"],\"b\":null}\n"));
    }

    [Test]
    public void Exit_codes_are_distinct_and_explained()
    {
        Assert.That(ExitCodes.All.Select(exit => exit.Code), Is.EqualTo(new[] { 0, 1, 2, 3, 4, 5, 6, 130 }));
        Assert.That(ExitCodes.All.Select(exit => exit.Meaning), Is.Unique.And.All.Not.Empty);
    }
}
