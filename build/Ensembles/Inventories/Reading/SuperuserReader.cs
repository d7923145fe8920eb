using Ensembles.Findings;

namespace Ensembles.Inventories.Reading;

/// <summary>
/// Reads <c>superuser</c>. Nothing is written: a missing file is made by <see cref="Superuser.MakeFile"/>.
/// </summary>
internal static class SuperuserReader
{
    private const UnixFileMode OthersRead = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static Superuser? Read(FoundMap root, MembershipKind? membership, ReadContext context)
    {
        if (root.Map("superuser") is not { } map)
        {
            if (membership == MembershipKind.Dynamic && !root.Has("superuser"))
            {
                context.Faults.Error(InventoryCodes.SuperuserMissing,
                    "superuser", root.At, "is missing; a dynamic ensemble's members are changed by it",
                    "write superuser: { passwordFile: FILE } or { password: ${NAME} }");
            }

            return null;
        }

        if (membership == MembershipKind.Static)
        {
            context.Faults.Warning(
                InventoryCodes.SuperuserUnused,
                map, "is of no use where membership is static", "remove it, or write membership: dynamic");
            return null;
        }

        if (map.Has("password") == map.Has("passwordFile"))
        {
            context.Faults.Error(InventoryCodes.AmbiguousPassword,
                map, map.Has("password") ? "has a password and a passwordFile" : "has no password",
                "write one of password and passwordFile");
            return null;
        }

        if (map.Text("password") is { Value: "..." } dots)
        {
            context.Faults.Error(InventoryCodes.PlaceholderPassword,
                dots, "is the three dots that stand for it in a command that was printed",
                "give the variable the password itself");
        }

        return map.Text("password") is { } password ? new Superuser(password.Value)
            : map.Text("passwordFile") is { } file ? ReadFile(file, root.Has("embedded"), context)
            : null;
    }

    private static Superuser ReadFile(FoundText text, bool madeLater, ReadContext context)
    {
        string path = context.OnThisMachine(text.Value);
        var superuser = Superuser.InFile(path);
        if (!File.Exists(path))
        {
            if (!madeLater)
            {
                context.Faults.Error(InventoryCodes.PasswordFileMissing, text, $"names {path}, which does not exist",
                    "make it, mode 0600, with the password in its first line");
            }

            return superuser;
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OthersRead) != 0)
        {
            context.Faults.Warning(InventoryCodes.PasswordFileExposed,
                text, $"names {path}, which others may read", $"run chmod 600 {path}");
        }

        try
        {
            _ = superuser.Password;
        }
        catch (InventoryException e)
        {
            string[] parts = e.Message.Split("; ", 2);
            context.Faults.Error(InventoryCodes.InvalidPassword, text, parts[0], parts[^1]);
        }

        return superuser;
    }
}
