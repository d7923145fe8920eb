namespace Ensembles.Rendering;

/// <summary>A template cannot be used; the message names it, its line, and what is wrong there.</summary>
public sealed class RenderingException : Exception
{
    public RenderingException()
    {
    }

    public RenderingException(string message) : base(message)
    {
    }

    public RenderingException(string message, Exception inner) : base(message, inner)
    {
    }
}
