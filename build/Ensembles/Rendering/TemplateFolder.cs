using System.Collections.Concurrent;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Ensembles.Rendering;

/// <summary>Compiles templates once, when they are first used. Thread-safe.</summary>
internal sealed class TemplateFolder(string folder)
{
    public const string Extension = ".scriban";

    private readonly ConcurrentDictionary<string, Template> templates = new();

    /// <returns>With newlines of one character, however the template is stored.</returns>
    /// <exception cref="RenderingException">
    /// The template is missing, malformed, or names what the model does not have.
    /// </exception>
    public string Render(string name, ScriptObject model)
    {
        var template = Compile(name);

        // No functions but ours: importing Scriban's own costs more time than all of the rendering.
        var context = new TemplateContext(Escapes.Functions)
        {
            StrictVariables = true,
            EnableRelaxedMemberAccess = false,
            EnableRelaxedTargetAccess = false,
            EnableRelaxedFunctionAccess = false,
            EnableRelaxedIndexerAccess = false,
            NewLine = "\n",
        };
        context.PushGlobal(model);
        try
        {
            return template.Render(context);
        }
        catch (ScriptRuntimeException e)
        {
            throw new RenderingException(
                $"{e.Span.FileName}:{e.Span.Start.Line + 1}: {e.OriginalMessage}; correct the template, or restore it",
                e);
        }
    }

    public Template Compile(string name) => templates.GetOrAdd(name, Read);

    private Template Read(string name)
    {
        string file = Path.Combine(folder, name + Extension);
        string text;
        try
        {
            text = File.ReadAllText(file).Replace("\r\n", "\n", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RenderingException($"{file}: cannot be read ({e.Message}); restore the template", e);
        }

        var template = Template.Parse(text, file);
        return template.HasErrors
            ? throw new RenderingException(
                $"{string.Join("; ", template.Messages)}; correct the template, or restore it")
            : template;
    }
}
