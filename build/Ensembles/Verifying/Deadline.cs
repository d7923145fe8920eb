namespace Ensembles.Verifying;

/// <summary>Bounds every single wait of a verification, and tells a late server from a cancelled run.</summary>
internal sealed record Deadline(TimeSpan Within, CancellationToken Cancellation)
{
    /// <exception cref="TimeoutException">Not in time; what was asked for goes on unheard.</exception>
    public async Task<T> OfAsync<T>(Task<T> work)
    {
        try
        {
            return await work.WaitAsync(Within, Cancellation);
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            throw new TimeoutException($"no answer within {Within.TotalSeconds:0.###} s");
        }
    }

    /// <inheritdoc cref="OfAsync{T}"/>
    public Task OfAsync(Task work) => OfAsync(Valued(work));

    private static async Task<bool> Valued(Task work)
    {
        await work;
        return true;
    }
}
