using System.Management.Automation;
using System.Text;

namespace SfOAuth.Parameters;

/// <summary>What a user gives as -Body, as the bytes that are sent: text and bytes as they are, anything else as JSON.</summary>
internal static class RequestBody
{
    private const string ToJson = "param($body) Microsoft.PowerShell.Utility\\ConvertTo-Json -InputObject $body -Depth 20 -Compress";

    /// <summary>To be called on the pipeline's thread.</summary>
    /// <returns>Null when there is none.</returns>
    internal static byte[]? Read(object? body, PSCmdlet command) => Unwrapped(body) switch
    {
        null => null,
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ => Encoding.UTF8.GetBytes(Convert(body!, command)),
    };

    private static object? Unwrapped(object? body) => body is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : body;

    private static string Convert(object body, PSCmdlet command)
        => command.InvokeCommand.InvokeScript(ToJson, useNewScope: true, System.Management.Automation.Runspaces.PipelineResultTypes.None, null, body)[0].ToString();
}
