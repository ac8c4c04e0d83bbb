using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using SfOAuth.Errors;

namespace SfOAuth.Parameters;

/// <summary>A table of names and values as the texts that a query has for them.</summary>
internal static class QueryParameters
{
    /// <summary>In the table's own order; one without a value has an empty one.</summary>
    /// <exception cref="SfOAuthException">A value is a table itself.</exception>
    internal static IEnumerable<KeyValuePair<string, string>> Read(IDictionary table)
    {
        foreach (DictionaryEntry entry in table)
            yield return new KeyValuePair<string, string>($"{entry.Key}", ToText(entry.Key, entry.Value));
    }

    private static string ToText(object name, object? value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            null => "",
            string text => text,
            bool or SwitchParameter => $"{value}".ToLowerInvariant(),
            DateTime time => time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture),
            DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture),
            IDictionary => throw new SfOAuthException(
                Problem.ParameterInvalid,
                $"The value of '{name}' in the query is a table, and not a value."
            ),
            // Lists of ids and of fields are one value with commas in it.
            IEnumerable several => string.Join(",", several.Cast<object?>().Select(one => ToText(name, one))),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            object other => other.ToString() ?? "",
        };
}
