using System.Collections.Concurrent;

namespace Unit.Frosting;

/// <summary>What the tasks of one run did, in its order; a service that they get by their constructors.</summary>
internal sealed class Journal
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public void Note(string line) => _lines.Enqueue(line);
}
