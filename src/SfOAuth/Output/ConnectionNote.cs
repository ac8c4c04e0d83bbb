using System;
using System.Management.Automation;

namespace SfOAuth.Output;

/// <summary>Tells whose a result is, where one pipeline asks several orgs: a note beside what the org said.</summary>
internal static class ConnectionNote
{
    internal const string Name = "SfConnection";

    /// <summary>The value, with the note.</summary>
    /// <param name="value">Objects, one or several; a text has no place for a note.</param>
    /// <param name="connection">Its name, else its host; null leaves the value as it is.</param>
    internal static object Add(object value, string? connection)
    {
        if (connection is null)
            return value;
        if (value is Array several)
        {
            foreach (object? one in several)
                _ = one is PSObject item ? Add(item, connection) : null;
            return value;
        }

        PSObject noted = PSObject.AsPSObject(value);
        if (noted.Properties[Name] is null)
            noted.Properties.Add(new PSNoteProperty(Name, connection));
        return noted;
    }
}
