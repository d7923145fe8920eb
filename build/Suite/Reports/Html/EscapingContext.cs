using System.Net;
using Scriban;
using Scriban.Parsing;
using Suite.Terminals;

namespace Suite.Reports.Html;

/// <summary>Whatever a template prints is text, unless it is made of markup by ourselves.</summary>
internal sealed class EscapingContext() : TemplateContext([])
{
    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        Write(textAsObject is Raw raw
            ? raw.Markup
            : WebUtility.HtmlEncode(Wording.Printable(ObjectToString(textAsObject) ?? "")));
        return this;
    }
}

/// <summary>Markup, printed as it is.</summary>
internal sealed record Raw(string Markup);
