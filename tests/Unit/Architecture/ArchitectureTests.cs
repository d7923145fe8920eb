using Ensembles.Inventories;
using Suite.Runs;

namespace Unit.Architecture;

/// <summary>Which rooms use which, by the compiled assemblies.</summary>
public sealed class ArchitectureTests
{
    [Test]
    public void Arrows_in_Ensembles_point_one_way()
    {
        var uses = TypeUses.Of(typeof(Inventory).Assembly.Location, "Ensembles").ToList();

        Assert.That(uses, Has.Count.GreaterThan(500));
        Assert.That(Rooms.Ensembles.Against(uses), Is.Empty);
        Assert.That(uses.Where(use => Rooms.Forbidden.Contains((use.From, use.To))), Is.Empty);
    }

    [Test]
    public void Arrows_in_Suite_point_one_way()
    {
        var uses = TypeUses.Of(typeof(RunRecord).Assembly.Location, "Suite").ToList();

        Assert.That(uses, Has.Count.GreaterThan(200));
        Assert.That(Rooms.Suite.Against(uses), Is.Empty);
    }

    /// <summary>
    /// ZooKeeper and Remote know of nobody, and Debian of no inventory; Ensembles knows of all three, and nothing of Cake
    /// or the suite.
    /// </summary>
    [TestCase("ZooKeeper", new string[0])]
    [TestCase("Remote", new string[0])]
    [TestCase("Debian", new[] { "Remote" })]
    [TestCase("Ensembles", new[] { "Debian", "Remote", "ZooKeeper" })]
    public void Assemblies_use_those_below_them(string name, string[] below)
    {
        string[] own = ["ZooKeeper", "Remote", "Debian", "Ensembles", "Suite", "Frosting", "Cake.Core", "Cake.Common"];
        var used = System.Reflection.Assembly.Load(name).GetReferencedAssemblies().Select(other => other.Name);

        Assert.That(used.Intersect(own), Is.SubsetOf(below));
    }

    [Test]
    public void An_arrow_that_points_back_is_named_with_both_types()
    {
        TypeUse[] uses =
        [
            new("Ensembles.Observing", "Survey", "Ensembles.Planning.Search", "OrderSearch"),
            new("Ensembles.Planning", "Planner", "Ensembles.Membership", "ServerState"),
            new("Ensembles.Planning.Search", "OrderSearch", "Ensembles.Planning", "Step"),
            new("Ensembles.Attic", "Thing", "Ensembles.Membership", "ServerState"),
        ];

        Assert.That(Rooms.Ensembles.Against(uses), Is.EqualTo(new[]
        {
            "Ensembles.Observing.Survey uses Ensembles.Planning.Search.OrderSearch: Observing comes before Planning",
            "Ensembles.Attic.Thing uses Ensembles.Membership.ServerState: Ensembles.Attic is none of the rooms of Ensembles",
        }));
    }

    /// <summary>Every way in which a type can use another one is seen, also by lambdas, iterators and generics.</summary>
    [Test]
    public void All_that_a_type_uses_is_seen()
    {
        var uses = TypeUses.Of(typeof(ArchitectureTests).Assembly.Location, "Unit")
            .Where(use => use is { From: "Unit.Architecture", FromType: nameof(ArchitectureTests) })
            .Select(use => use.To);

        Assert.That(Elsewhere().Single(), Is.Not.Null);
        Assert.That(uses, Does.Contain("Unit.Inventories"));

        static IEnumerable<object> Elsewhere()
        {
            Func<Func<object>> lambda = () => () => new Lazy<Inventories.Project[]>(() => []);
            yield return lambda()();
        }
    }
}
