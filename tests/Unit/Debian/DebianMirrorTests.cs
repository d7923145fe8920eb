using Debian;

namespace Unit.Debian;

public sealed class DebianMirrorTests
{
    [TestCase("deb http://mirror.example/debian trixie main", "http://mirror.example/debian")]
    [TestCase("deb [signed-by=/k.gpg] https://m.example/pub/debian/ sid main", "https://m.example/pub/debian")]
    [TestCase("URIs: http://mirror.example/debian", "http://mirror.example/debian")]
    [TestCase("# deb http://old.example/debian trixie main", null)]
    [TestCase("deb http://mirror.example/debian-security trixie-security main", null)]
    [TestCase("deb https://packages.example/node_20.x nodistro main", null)]
    [TestCase("URIs: mirror+file:///etc/apt/mirrors/debian.list", null)]
    public void The_machines_mirror_is_found_in_either_format(string line, string? mirror) =>
        Assert.That(DebianMirror.InSources(["Types: deb", line, "Suites: trixie"]), Is.EqualTo(mirror));
}
