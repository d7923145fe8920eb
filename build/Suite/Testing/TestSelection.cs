namespace Suite.Testing;

/// <summary>Which tests to run; what the caller selects may also be one of those that take long.</summary>
/// <param name="Category">A category's name; null for none in particular.</param>
/// <param name="Filter">A filter expression of <c>dotnet test</c>, or part of a test's name; null for none.</param>
internal sealed record TestSelection(string? Category, string? Filter)
{
    private const string LeftOut = "Long";

    /// <summary>Whether the caller chose, so that a project in which nothing matches is no mistake.</summary>
    public bool IsChosen => Category is not null || Filter is not null;

    /// <summary>The expression for <c>dotnet test --filter</c>.</summary>
    public string Expression => (Category, Filter) switch
    {
        ({ } category, { } filter) => $"(TestCategory={category})&({filter})",
        ({ } category, null) => $"TestCategory={category}",
        (null, { } filter) => filter,
        _ => $"TestCategory!={LeftOut}",
    };

    public override string ToString() => $"'{Expression}'";
}
