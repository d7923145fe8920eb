using Mono.Cecil;

namespace Unit.Architecture;

/// <summary>One type of an assembly that uses another, both with their namespaces.</summary>
internal sealed record TypeUse(string From, string FromType, string To, string ToType)
{
    public override string ToString() => $"{From}.{FromType} uses {To}.{ToType}";
}

/// <summary>
/// Reads which types use which, by what the compiler made of them: base types, members, signatures and method bodies.
/// Nested types and what the compiler generates count as the type that they stand in.
/// </summary>
internal static class TypeUses
{
    /// <param name="assembly">File of the assembly.</param>
    /// <param name="root">The first part of the namespaces that count.</param>
    public static IEnumerable<TypeUse> Of(string assembly, string root)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return
        [
            .. module.Types.SelectMany(WithNested)
                .SelectMany(type => Used(type).SelectMany(Plain).Select(used => Use(type, used)))
                .Where(use => use.From != use.To && IsIn(use.From, root) && IsIn(use.To, root))
                .Distinct(),
        ];
    }

    private static bool IsIn(string name, string root) =>
        name == root || name.StartsWith($"{root}.", StringComparison.Ordinal);

    private static TypeUse Use(TypeReference from, TypeReference to)
    {
        var (user, used) = (Outermost(from), Outermost(to));
        return new(user.Namespace, user.Name, used.Namespace, used.Name);
    }

    private static TypeReference Outermost(TypeReference type) =>
        type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) =>
        type.NestedTypes.SelectMany(WithNested).Prepend(type);

    /// <summary>The types that a constructed type consists of.</summary>
    private static IEnumerable<TypeReference> Plain(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Plain).Concat(Plain(generic.ElementType)),
        TypeSpecification constructed => Plain(constructed.ElementType),
        _ => [type],
    };

    private static IEnumerable<TypeReference?> Used(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(one => one.InterfaceType),
        .. type.Fields.Select(field => field.FieldType),
        .. type.CustomAttributes.Select(attribute => attribute.AttributeType),
        .. type.Methods.SelectMany(Used),
    ];

    private static IEnumerable<TypeReference?> Used(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.GenericParameters.SelectMany(parameter => parameter.Constraints.Select(one => one.ConstraintType)),
        .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
        .. method.HasBody ? method.Body.ExceptionHandlers.Select(handler => handler.CatchType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(instruction => Used(instruction.Operand)) : [],
    ];

    private static IEnumerable<TypeReference?> Used(object operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => method.GenericArguments.Concat(Used(method.ElementMethod)),
        MethodReference method =>
        [
            method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType),
        ],
        _ => [],
    };
}
