using System;
using System.Globalization;
using System.Management.Automation;

namespace SfOAuth.Parameters;

/// <summary>
/// Reads a bare number as minutes. PowerShell itself would read it as ticks, of which a second has ten million.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MinutesTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            int or long or double or decimal => FromMinutes(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            string text
                when double.TryParse(
                    text,
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out double minutes
                ) => FromMinutes(minutes),
            _ => inputData,
        };
    }

    private static TimeSpan FromMinutes(double minutes) =>
        minutes is >= 0 and < 1_000_000
            ? TimeSpan.FromMinutes(minutes)
            : throw new ArgumentTransformationMetadataException("An age is a number of minutes, or a time span.");
}
