using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Xunit;

namespace SfOAuth.Tests;

/// <summary>
/// What users can hold is written down: a type or a member that comes or goes is a decision, not an accident.
/// </summary>
public class PublicApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    [Fact]
    public void The_public_types_and_members_are_those_of_the_list()
    {
        string[] listed = [.. File.ReadAllLines(ListPath()).Where(line => line.Length > 0)];
        string[] actual = [.. Types().SelectMany(Lines)];

        string difference = string.Join(
            "\n",
            listed.Except(actual).Select(line => "- " + line).Concat(actual.Except(listed).Select(line => "+ " + line))
        );

        Assert.True(difference.Length == 0, difference);
    }

    private static string ListPath() => Path.Combine(Repository.Root, "tests", "SfOAuth.Core.Tests", "PublicApi.txt");

    private static IEnumerable<Type> Types() =>
        typeof(Token).Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal);

    private static IEnumerable<string> Lines(Type type) =>
        type.GetMembers(Declared)
            .Where(IsVisible)
            .Select(member => $"{type.FullName}: {Describe(member)}")
            .OrderBy(line => line, StringComparer.Ordinal)
            .Prepend($"{type.FullName} : {Kind(type)}");

    private static string Kind(Type type) =>
        type.IsEnum
            ? "enum"
            : (
                type.IsInterface ? "interface"
                : type.BaseType == typeof(object) ? "class"
                : type.BaseType!.Name
            )
                + string.Concat(
                    type.GetInterfaces().Select(one => ", " + NameOf(one)).OrderBy(name => name, StringComparer.Ordinal)
                );

    private static bool IsVisible(MemberInfo member) =>
        member switch
        {
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
            MethodInfo { IsSpecialName: true } method => method.Name.StartsWith("op_", StringComparison.Ordinal),
            MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
            FieldInfo field => field is { IsPublic: true, IsSpecialName: false },
            _ => false,
        };

    private static bool IsVisible(MethodInfo accessor) => accessor.IsPublic || accessor.IsFamily;

    private static string Describe(MemberInfo member) =>
        member switch
        {
            PropertyInfo property => $"{NameOf(property.PropertyType)} {property.Name} {{ {Accessors(property)} }}",
            MethodInfo method => $"{NameOf(method.ReturnType)} {method.Name}({Parameters(method)})",
            ConstructorInfo constructor => $"new({Parameters(constructor)})",
            _ => member.Name,
        };

    private static string Accessors(PropertyInfo property) =>
        string.Join(
            " ",
            property
                .GetAccessors(nonPublic: true)
                .Where(IsVisible)
                .Select(accessor => accessor.ReturnType == typeof(void) ? "set;" : "get;")
        );

    private static string Parameters(MethodBase method) =>
        string.Join(
            ", ",
            method.GetParameters().Select(parameter => $"{NameOf(parameter.ParameterType)} {parameter.Name}")
        );

    private static string NameOf(Type type) =>
        type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
            : type.Name;
}
