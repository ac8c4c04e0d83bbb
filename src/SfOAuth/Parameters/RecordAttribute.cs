using System;
using System.Collections;
using System.Management.Automation;

namespace SfOAuth.Parameters;

/// <summary>
/// Takes records to be sent: objects and tables that are nothing but their fields. What names a connection, as texts
/// and this module's own objects do, is left to other parameters.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RecordAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is PSCustomObject or IDictionary
        && !ConnectionNameAttribute.IsOwn(PSObject.AsPSObject(inputData))
            ? inputData
            : throw GivenAsAttribute.Refuse("A record is an object or a table of fields.");
}
