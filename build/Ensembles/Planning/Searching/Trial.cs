using System.Collections.Immutable;

namespace Ensembles.Planning.Searching;

/// <summary>One change of one server, with what must come before it.</summary>
/// <param name="List">What the server then has; null where it is put aside.</param>
internal sealed record Trial(int Id, MemberList? List, ImmutableArray<Step> Steps);
