using Ensembles.HostAccess;
using Ensembles.Observing;
using Ensembles.Witnessing;
using Remote;
using Spectre.Console;
using Suite.Reports.Live;
using Suite.Terminals;

namespace Suite.Reports;

/// <summary>What is under way: drawn over and over on a terminal, told now and then elsewhere.</summary>
public sealed partial class ConsoleReporter
{
    /// <summary>Between two drawings: five in a second are plenty for the eye and nothing for the machine.</summary>
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(200);

    /// <summary>Between two lines that say only that something is still under way.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly LiveState live = new(clock);

    /// <summary>Told what a download or an unpacking does.</summary>
    public IProgress<string> Progress => new Teller(this);

    /// <summary>Told how far files have come.</summary>
    public IProgress<Transfer> Transfers => new TransferTeller(this);

    /// <summary>Told what gates wait for, by the server's id.</summary>
    public IProgress<(int Server, string Condition)> Awaits => new GateTeller(live);

    /// <summary>From here on it is shown what clients see.</summary>
    public void Watch(Witness clients) => live.Witness = clients;

    /// <summary>From here on a live view shows these servers.</summary>
    public void Follow(Fleet fleet, RoleWatch roles) => live.Servers = new(fleet, roles);

    /// <summary>Does work that takes a while; on a terminal with a live view of it, which goes with the work.</summary>
    /// <param name="what">Shown until a step begins.</param>
    public async Task DuringAsync(string what, Func<Task> work)
    {
        live.Does(what);
        var busy = work();
        if (screen.IsLive)
        {
            await DrawAsync(busy);
        }
        else
        {
            await BeatAsync(busy);
        }

        await busy;
    }

    /// <summary>Shows what is looked at again and again, each time in the place of the last.</summary>
    /// <param name="lines">Made for a width in cells.</param>
    internal void Redraw(Func<int, IReadOnlyList<LiveLine>> lines) => screen.Draw(lines);

    /// <summary>Begins a view that <see cref="Redraw"/> draws; nothing where there is no terminal.</summary>
    internal IDisposable? OpenView() => screen.IsLive ? screen.Open() : null;

    /// <summary>People look on, at a terminal.</summary>
    internal bool IsLive => screen.IsLive;

    /// <summary>The process is about to end at once: the terminal gets its cursor back.</summary>
    public void Leave() => screen.Close();

    private async Task DrawAsync(Task busy)
    {
        using var view = screen.Open();
        while (await Task.WhenAny(busy, Task.Delay(Frame, clock)) != busy)
        {
            live.Servers?.Look();
            var moment = live.Now();
            screen.Draw(width => LiveView.Lines(moment, width, screen.HasUnicode));
        }
    }

    private async Task BeatAsync(Task busy)
    {
        using var timer = new PeriodicTimer(Heartbeat, clock);
        while (await Task.WhenAny(busy, timer.WaitForNextTickAsync().AsTask()) != busy)
        {
            foreach (var line in LiveView.Lines(live.Now() with { Servers = [] }, int.MaxValue, hasUnicode: false))
            {
                screen.Event(Markup.Escape(line.Text));
            }
        }
    }

    private void Comes(Transfer transfer)
    {
        var (meter, isNew) = live.Comes(transfer);
        if (meter.IsComplete)
        {
            Say($"  {meter.Title}: {meter}");
        }
        else if (isNew && !screen.IsLive)
        {
            Say($"  {meter.Title}");
        }
    }

    /// <summary>Reports at once, in order: Progress&lt;T&gt; would use the thread pool.</summary>
    private sealed class Teller(ConsoleReporter story) : IProgress<string>
    {
        public void Report(string value)
        {
            story.live.Does(value);
            if (!story.screen.IsLive)
            {
                story.Say(value);
            }
        }
    }

    private sealed class TransferTeller(ConsoleReporter story) : IProgress<Transfer>
    {
        public void Report(Transfer value) => story.Comes(value);
    }

    private sealed class GateTeller(LiveState live) : IProgress<(int Server, string Condition)>
    {
        public void Report((int Server, string Condition) value) => live.Awaits(value.Server, value.Condition);
    }
}
