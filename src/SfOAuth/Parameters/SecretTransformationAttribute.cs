using System;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using SfOAuth.Secrets;

namespace SfOAuth.Parameters;

/// <summary>
/// Lets a secret be given as a string too, from an environment variable or a pipeline's secret store, without a
/// conversion by hand.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            string text => SecureText.Protect(text),
            // A consumer secret of digits alone, typed without quotes. A double has lost some of them.
            int or long or ulong or decimal => SecureText.Protect(
                Convert.ToString(value, CultureInfo.InvariantCulture)
            ),
            double => throw new ArgumentTransformationMetadataException(
                "A secret made of digits must be put in quotes."
            ),
            Token token => token.AccessToken,
            null or SecureString => inputData,
            _ => throw GivenAsAttribute.Refuse("A secret is a text or a secure string."),
        };
    }
}
