using System;
using System.Management.Automation;

namespace SfOAuth.Parameters;

/// <summary>
/// Takes an object of one type and nothing else. PowerShell's own error would repeat what was given in its place, which
/// is a token or a password as often as not.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class GivenAsAttribute : ArgumentTransformationAttribute
{
    /// <summary>For a token: what it is, and what to do with a bare one.</summary>
    internal const string Token =
        "A token is an object, as Get-SfAccessToken gives it. A bare access token becomes one with "
        + "Import-SfConnection -AccessToken.";

    /// <summary>For fields by their names.</summary>
    internal const string Table = "It is a table of names and values: @{ name = 'value' }.";

    /// <param name="type">Of the parameter.</param>
    /// <param name="reason">What is said where something else is given.</param>
    public GivenAsAttribute(Type type, string reason) => (Type, Reason) = (type, reason);

    /// <summary>Of the parameter.</summary>
    public Type Type { get; }

    /// <summary>What is said where something else is given.</summary>
    public string Reason { get; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is not object given
        || Type.IsInstanceOfType(given)
            ? inputData
            : throw Refuse(Reason);

    /// <summary>With this cause the engine goes on to the next parameter.</summary>
    internal static ArgumentTransformationMetadataException Refuse(string reason) =>
        new(reason, new PSInvalidCastException(reason));
}
