using System.Globalization;

namespace Ensembles.Findings;

/// <summary>What a finding is about: a place in a file, a host, a server, or the ensemble as a whole.</summary>
public sealed record Subject
{
    private Subject()
    {
    }

    public static Subject Ensemble { get; } = new();

    /// <summary>As shown: relative to the project where it lies there; null where it is no file.</summary>
    public string? File { get; private init; }

    /// <summary>From 1; 0 where it is the whole file.</summary>
    public int Line { get; private init; }

    /// <summary>From 1; 0 where it is the whole file.</summary>
    public int Column { get; private init; }

    /// <summary>Path of the key, e.g. <c>servers[2].ports.client</c>; empty where it is the whole file.</summary>
    public string Key { get; private init; } = "";

    /// <summary>The host as messages call it; null where it is none.</summary>
    public string? Host { get; private init; }

    /// <summary>Id of the server; null where it is about none.</summary>
    public int? Server { get; private init; }

    public static Subject InFile(string file, int line, int column, string key) =>
        new() { File = file, Line = line, Column = column, Key = key };

    /// <param name="server">Id; null where it is about the host.</param>
    public static Subject OnHost(string host, int? server = null) => new() { Host = host, Server = server };

    /// <param name="id">Null: the ensemble.</param>
    public static Subject OfServer(int? id) => id is null ? Ensemble : new() { Server = id };

    /// <summary>What a line of text says before the message; empty where it says nothing.</summary>
    public string Lead => File is not null
        ? Key.Length == 0 ? "" : $"{Key}: "
        : (Host is null ? "" : $"{Host}: ")
            + (Server is { } id ? string.Create(CultureInfo.InvariantCulture, $"server {id}: ") : "");

    /// <summary><c>inventories/x.yml:14:5</c>, <c>zk1, server 2</c>, <c>server 2</c>, <c>ensemble</c>.</summary>
    public override string ToString() => this switch
    {
        { File: { } file } => Line == 0 ? file : string.Create(CultureInfo.InvariantCulture, $"{file}:{Line}:{Column}"),
        { Host: { } host, Server: { } id } => string.Create(CultureInfo.InvariantCulture, $"{host}, server {id}"),
        { Host: { } host } => host,
        { Server: { } id } => string.Create(CultureInfo.InvariantCulture, $"server {id}"),
        _ => "ensemble",
    };
}
