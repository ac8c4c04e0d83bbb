using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace SfOAuth.Parameters;

/// <summary>
/// Takes a connection's name from a text or from this module's own objects, and from nothing else: a record that
/// happens to have a property <c>Name</c> must never choose the org that a call goes to.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConnectionNameAttribute : ArgumentTransformationAttribute
{
    // What comes back from a job or a remote session, and what Select-Object makes, is known by the name of its type.
    private static readonly Regex _own = new(
        @"^((Deserialized|Selected)\.)*SfOAuth\.(Connection|Token)\z",
        RegexOptions.CultureInvariant
    );

    /// <summary>Whether the command has a parameter of its own for tokens: this one leaves them to it.</summary>
    public bool LeavesTokens { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Unwrap(inputData) is IList several ? several.Cast<object>().Select(ReadName).ToArray() : ReadName(inputData);

    /// <summary>Whether it is an object of this module, or was one.</summary>
    internal static bool IsOwn(PSObject given) => given.TypeNames.Any(_own.IsMatch);

    private static object Unwrap(object value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private string? ReadName(object given) =>
        Unwrap(given) switch
        {
            string text => text,
            Connection connection => PipedVaults.Mark(connection.Name, connection.Vault),
            Token when LeavesTokens => throw Refuse(),
            Token token => NameOf(token.Name, token.Vault),
            _ when given is PSObject copy && IsOwn(copy) => NameOf(
                copy.Properties["Name"]?.Value as string,
                copy.Properties["Vault"]?.Value as string
            ),
            _ => throw Refuse(),
        };

    // A token that is not saved has no name; the command says so.
    private static string? NameOf(string? name, string? vault) => name is null ? null : PipedVaults.Mark(name, vault);

    // At the end the engine says that the object fits no parameter.
    private static ArgumentTransformationMetadataException Refuse() =>
        GivenAsAttribute.Refuse(
            "A connection is named by a text, or by an object of Get-SfConnection or Get-SfAccessToken."
        );
}
