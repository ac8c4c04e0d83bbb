using System;
using System.Collections.Generic;
using System.Linq;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Data;

/// <summary>The records that tell of the org itself, as they are when asked.</summary>
internal static class OwnRecords
{
    private static readonly DateTimeOffset Since = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<SObjectRecord> Users(UserRegistry users) =>
        users
            .Select(user =>
            {
                SObjectRecord record = new(Schema.User, user.UserId);
                record["Username"] = user.Username;
                record["FirstName"] = user.FirstName;
                record["LastName"] = user.LastName;
                record["Name"] = user.FirstName + " " + user.LastName;
                record["Email"] = user.Username;
                record["IsActive"] = user.IsActive;
                record["UserType"] = "Standard";
                record["TimeZoneSidKey"] = "America/Los_Angeles";
                record["LanguageLocaleKey"] = "en_US";
                return Dated(record);
            })
            .ToArray();

    public static SObjectRecord Organization(string id)
    {
        SObjectRecord record = new(Schema.Organization, id);
        record["Name"] = "FakeOrg";
        record["IsSandbox"] = false;
        record["InstanceName"] = "FAKE1";
        record["OrganizationType"] = "Developer Edition";
        record["LanguageLocaleKey"] = "en_US";
        return Dated(record);
    }

    private static SObjectRecord Dated(SObjectRecord record)
    {
        record["CreatedDate"] = record["LastModifiedDate"] = record["SystemModstamp"] = Since;
        return record;
    }
}
