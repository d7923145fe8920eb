using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Inventories.Settings;
using Ensembles.Membership;
using Scriban.Runtime;
using ZooKeeper;
using ZooKeeper.Configuration;

namespace Ensembles.Rendering;

/// <summary>The names that templates may use.</summary>
internal static class TemplateModel
{
    /// <summary>
    /// Keys with a place and a comment of their own in zoo.cfg; the others follow with that of the table.
    /// </summary>
    private static readonly ImmutableHashSet<string> Placed =
    [
        "tickTime", "initLimit", "syncLimit", "maxClientCnxns", "autopurge.snapRetainCount", "autopurge.purgeInterval",
        FourLetterWords.Key,
    ];

    /// <param name="settings">The keys of zoo.cfg by settings and section security.</param>
    /// <param name="login">The option of Java that names the file of logins; null where there is none.</param>
    public static ScriptObject Of(
        Inventory inventory, Server server, MembershipForm form, ImmutableSortedDictionary<string, string> settings,
        string? login)
    {
        var version = inventory.Release.Version;
        var lines = LinesOf(form);
        var model = new ScriptObject
        {
            ["ensemble"] = inventory.Ensemble,
            ["release"] = server.ReleaseFolder ?? inventory.ReleasePath,
            ["user"] = inventory.User,
            ["id"] = server.Id,
            ["has_plain_port"] = server.Clients != ClientTransport.Tls,
            ["client_port"] = server.Ports.Client,
            ["client_address"] = server.ClientAddress,
            ["admin_port"] = server.Ports.Admin,
            ["config"] = server.Paths.Config,
            ["data"] = server.Paths.Data,
            ["data_log"] = server.Paths.DataLog,
            ["log"] = server.Paths.Log,
            ["folders"] = new ScriptArray(
                new[] { server.Paths.Config, server.Paths.Data, server.Paths.DataLog, server.Paths.Log }.Distinct()),
            ["java_home"] = inventory.Java.Home,
            ["jvm_flags"] = string.Join(
                ' ', inventory.Java.Flags.Prepend("-Xmx" + inventory.Java.Heap).Concat(login is null ? [] : [login])),
            ["whitelist"] = FourLetterWords.Whitelist(version, settings.GetValueOrDefault(FourLetterWords.Key)),
            ["has_admin"] = version.HasAdminServer,
            ["admin_is_off"] = version.HasAdminServerOff,
            ["has_guard"] = version.Minor >= 6,
            ["form"] = form switch
            {
                MembershipForm.Standalone => "standalone",
                MembershipForm.Static => "static",
                _ => "dynamic",
            },
            ["observer"] = lines.Any(line => line.Id == server.Id && line.Role == Role.Observer),
            ["server_lines"] = new ScriptArray(
                lines.OrderBy(line => line.Id).Select(line => ServerLines.Write(line, version))),
            ["hierarchy_lines"] = new ScriptArray(
                HierarchyLines.Of(lines).Select(line => $"{line.Key}={line.Value}")),
            ["client_port_kept"] = form is MembershipForm.DynamicKept { ClientPort: true },
            ["dynamic_config_file"] = form switch
            {
                MembershipForm.DynamicKept kept => kept.DynamicConfigFile,
                _ => $"{server.Paths.Config}/{server.Paths.ConfigFile}.dynamic",
            },
            ["super_digest"] = inventory.Superuser is { } superuser && form.IsDynamic
                ? SuperDigest.Of(
                    superuser.Password, settings.GetValueOrDefault("DigestAuthenticationProvider.digestAlg"))
                : null,
        };
        AddSettings(model, settings, form);
        return model;
    }

    public static ImmutableArray<ServerLine> LinesOf(MembershipForm form) => form switch
    {
        MembershipForm.Static list => list.Servers,
        MembershipForm.DynamicInitial list => list.Servers,
        _ => [],
    };

    private static void AddSettings(
        ScriptObject model, ImmutableSortedDictionary<string, string> settings, MembershipForm form)
    {
        var values = new ScriptObject();
        var others = new ScriptArray();
        foreach (var (key, value) in settings)
        {
            values[key] = value;
            if (!Placed.Contains(key) && !(form is MembershipForm.Standalone && IsForQuorums(key)))
            {
                others.Add(new ScriptObject
                {
                    ["key"] = key,
                    ["value"] = value,
                    ["about"] = SettingTable.Find(key)?.About ?? key,
                });
            }
        }

        model["settings"] = values;
        model["others"] = others;
    }

    /// <summary>A standalone server ignores it, and an operator wonders why it is there.</summary>
    private static bool IsForQuorums(string key) => key is "connectToLearnerMasterLimit" or "leaderServes";
}
