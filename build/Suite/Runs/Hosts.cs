using Ensembles.Inventories;
using Remote;

namespace Suite.Runs;

/// <summary>Chooses the host behind a server: this machine, or one reached by SSH.</summary>
public static class Hosts
{
    /// <exception cref="Cake.Core.CakeException">The inventory names a connection that this release cannot make.</exception>
    public static Func<Server, IHost> Connector(Inventory inventory)
    {
        if (inventory.Connection.Kind != ConnectionKind.Local)
        {
            throw Failures.WrongInput(
                $"{inventory.File}: connection.type: ssh is not available yet; use type: local");
        }

        var here = new LocalHost();
        return _ => here;
    }
}
