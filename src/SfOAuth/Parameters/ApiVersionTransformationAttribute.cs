using System;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace SfOAuth.Parameters;

/// <summary>
/// A version of the API as people write it: <c>66</c>, <c>66.0</c> or <c>v66.0</c>, as a number or a text.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ApiVersionTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly Regex _version = new(@"^[vV]?([1-9][0-9]{1,2})(\.0)?\z", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        Match match = _version.Match(Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim());
        return match.Success
            ? match.Groups[1].Value + ".0"
            : throw new ArgumentTransformationMetadataException("A version of the API is written as 66.0.");
    }
}
