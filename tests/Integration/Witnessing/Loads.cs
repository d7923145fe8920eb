using Ensembles.Witnessing;
using Integration.Verifying;
using Lab;

namespace Integration.Witnessing;

/// <summary>Witnesses of the lab's servers, and what a test does to these meanwhile.</summary>
internal static class Loads
{
    public static WitnessOptions Load(this RealEnsemble ensemble, string run) =>
        new() { Servers = ensemble.Addresses(), Run = run };

    public static Task UntilAsync(this Witness witness, Func<WitnessFigures, bool> reached) =>
        Poll.UntilAsync(() => reached(witness.Figures), $"The witness stands at {witness.Figures}");

    /// <summary>Until every session has had so many more writes acknowledged.</summary>
    public static Task MoreAsync(this Witness witness, int writes = 60)
    {
        var before = witness.Figures.Writes;
        return witness.UntilAsync(figures => figures.Writes >= before + writes);
    }

    /// <summary>Every session waits for an answer.</summary>
    public static async Task StandsStillAsync(this Witness witness)
    {
        long before;
        do
        {
            before = witness.Figures.Operations;
            await Task.Delay(100);
        }
        while (witness.Figures.Operations != before);
    }

    public static Task StopAllAsync(this RealEnsemble ensemble) =>
        Task.WhenAll(ensemble.Servers.Select(server => server.StopAsync()));

    public static Task StartAllAsync(this RealEnsemble ensemble) =>
        Task.WhenAll(ensemble.Servers.Select(server => server.StartAsync()));

    public static void KeepData(this RealServer server, string name) =>
        Copy(Path.Combine(server.DataFolder, "version-2"), Path.Combine(server.Folder, name));

    public static void PutBackData(this RealServer server, string name) =>
        Replace(Path.Combine(server.DataFolder, "version-2"), Path.Combine(server.Folder, name));

    public static void TakeDataOf(this RealServer server, RealServer other) => Replace(
        Path.Combine(server.DataFolder, "version-2"), Path.Combine(other.DataFolder, "version-2"));

    private static void Replace(string target, string source)
    {
        Directory.Delete(target, recursive: true);
        Copy(source, target);
    }

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }
}
