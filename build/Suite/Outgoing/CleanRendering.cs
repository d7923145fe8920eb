using Spectre.Console;
using Spectre.Console.Rendering;

namespace Suite.Outgoing;

/// <summary>Cleans the words of whatever is drawn on a terminal, and leaves what draws them.</summary>
internal sealed class CleanRendering(OutgoingText text) : IRenderHook
{
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(
            IRenderable (renderable) => renderable is ControlCode ? renderable : new Clean(renderable, text));

    private sealed class Clean(IRenderable inner, OutgoingText text) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            inner.Render(options, maxWidth).Select(segment => segment.IsControlCode || segment.IsLineBreak
                ? segment
                : new Segment(text.Clean(segment.Text), segment.Style));
    }
}
