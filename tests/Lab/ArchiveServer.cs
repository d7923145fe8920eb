using System.Net;

namespace Lab;

/// <summary>A web server with one file, which counts what is asked and can behave badly.</summary>
public sealed class ArchiveServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly byte[] content;

    /// <param name="host">An address of this machine.</param>
    /// <param name="name">Of the file.</param>
    public ArchiveServer(byte[] content, string host = "127.0.0.1", string name = "archive.tar.gz")
    {
        this.content = content;
        for (var port = Random.Shared.Next(20_000, 30_000); !listener.IsListening; port++)
        {
            try
            {
                listener.Prefixes.Clear();
                listener.Prefixes.Add($"http://{host}:{port}/");
                listener.Start();
                Address = new($"http://{host}:{port}/files/{name}");
            }
            catch (HttpListenerException)
            {
                // Taken by somebody else.
            }
        }

        _ = ServeAsync();
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>The <c>Range</c> header of each request; empty where there was none.</summary>
    public List<string> Ranges { get; } = [];

    public bool KnowsRanges { get; init; } = true;

    /// <summary>Bytes after which the connection of the first request breaks.</summary>
    public int? BreaksAfter { get; set; }

    public HttpStatusCode? Refuses { get; init; }

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                await AnswerAsync(await listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or InvalidOperationException)
            {
                // The client, or the test, has gone.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var range = context.Request.Headers["Range"] ?? "";
        Ranges.Add(range);
        var reply = context.Response;
        if (Refuses is { } status)
        {
            reply.StatusCode = (int)status;
            reply.Close();
            return;
        }

        var start = KnowsRanges && range != "" ? int.Parse(range["bytes=".Length..].TrimEnd('-')) : 0;
        if (start > 0)
        {
            reply.StatusCode = (int)HttpStatusCode.PartialContent;
            reply.Headers["Content-Range"] = $"bytes {start}-{content.Length - 1}/{content.Length}";
        }

        reply.ContentLength64 = content.Length - start;
        if (BreaksAfter is { } few)
        {
            BreaksAfter = null;
            await reply.OutputStream.WriteAsync(content.AsMemory(0, few));
            await reply.OutputStream.FlushAsync();
            reply.Abort();
            return;
        }

        await reply.OutputStream.WriteAsync(content.AsMemory(start));
        reply.Close();
    }
}
