using System;

namespace SfOAuth.FakeOrg.Data;

/// <summary>
/// What a fresh org holds: names that go wrong where a URL, a query or a pattern is put together carelessly.
/// </summary>
internal static class SeedRecords
{
    /// <summary>Two accounts have this external id.</summary>
    public const string AmbiguousExternalId = "TWIN";

    public static void AddTo(RecordStore records)
    {
        SObjectRecord acme = Account(
            records,
            "Acme",
            "Customer",
            120,
            1_500_000.50m,
            "ACME-1",
            new(2019, 3, 1),
            "+41 44 668 18 00"
        );
        _ = Account(records, "Acme 100%", "Customer", 7, 20_000m, "A/B", new(2024, 2, 29), "+1 (415) 555-0100");
        _ = Account(records, "R&D", "Partner", 45, null, "R&D 1", new(2021, 12, 31), null);
        _ = Account(records, "C#", "Partner", 3, 0m, "C#", null, "+44 20 7946 0018");
        SObjectRecord brien = Account(
            records,
            "O'Brien & Sons",
            null,
            null,
            null,
            AmbiguousExternalId,
            null,
            "+353 1 496 0123"
        );
        _ = Account(
            records,
            "M\u00fcller_Z\u00fcrich",
            "Customer",
            1_000,
            99_999_999m,
            AmbiguousExternalId,
            new(2026, 1, 1),
            "+41 44 000 00 01"
        );
        Contact(
            records,
            "Se\u00e1n",
            "O'Brien",
            "sean.obrien@example.com",
            brien.Id,
            new(1980, 5, 17),
            "+353 1 496 0124"
        );
        Contact(records, "Ann", "Lee", "ann+sales@example.com", acme.Id, null, "+41 79 000 00 02");
        Contact(records, null, "Nobody", null, null, null, null);
    }

    private static SObjectRecord Account(
        RecordStore records,
        string name,
        string? type,
        int? employees,
        decimal? revenue,
        string externalId,
        DateOnly? since,
        string? phone
    ) =>
        records.Add(
            Schema.Account,
            [
                ("Name", name),
                ("Type", type),
                ("NumberOfEmployees", (decimal?)employees),
                ("AnnualRevenue", revenue),
                ("External_Id__c", externalId),
                ("Customer_Since__c", since),
                ("Phone", phone),
                ("Is_Partner__c", type == "Partner"),
            ]
        );

    private static void Contact(
        RecordStore records,
        string? first,
        string last,
        string? email,
        string? accountId,
        DateOnly? born,
        string? phone
    ) =>
        records.Add(
            Schema.Contact,
            [
                ("FirstName", first),
                ("LastName", last),
                ("Email", email),
                ("AccountId", accountId),
                ("Birthdate", born),
                ("Phone", phone),
            ]
        );
}
