using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Data;

/// <summary>The org's records. Users and the organization are the org's own; the rest is made here. One lock.</summary>
internal sealed class RecordStore(Scenario scenario, OrgClock clock, string organizationId)
{
    private readonly object _lock = new();
    private readonly Dictionary<SObjectType, List<SObjectRecord>> _tables = [];
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);
    private bool _isSeeded;
    private int _lastNumber;

    public IReadOnlyList<SObjectRecord> RowsOf(SObjectType type)
    {
        if (type == Schema.User)
            return OwnRecords.Users(scenario.Users);
        if (type == Schema.Organization)
            return [OwnRecords.Organization(organizationId)];
        lock (_lock)
            return TableOf(type).Select(record => record.Copy()).ToArray();
    }

    /// <summary>Fifteen and eighteen characters name the same record.</summary>
    public SObjectRecord? Find(SObjectType type, string id) =>
        RowsOf(type).FirstOrDefault(record => IsSameId(record.Id, id));

    public bool IsDeleted(string id)
    {
        lock (_lock)
            return _deleted.Any(known => IsSameId(known, id));
    }

    public IReadOnlyList<SObjectRecord> FindByExternalId(SObjectType type, SObjectField field, string value) =>
        RowsOf(type)
            .Where(record => value.Equals(record[field.Name] as string, StringComparison.OrdinalIgnoreCase))
            .ToArray();

    /// <exception cref="RecordException">The org refuses.</exception>
    public SObjectRecord Create(SObjectType type, JsonElement body)
    {
        RequireWritable(type);
        Dictionary<SObjectField, object?> values = RecordValues.Read(type, body, this);
        RecordValues.RequireAll(type, values);
        lock (_lock)
            return Add(type, values.Select(value => (value.Key.Name, value.Value)));
    }

    public void Update(SObjectType type, string id, JsonElement body)
    {
        RequireWritable(type);
        Dictionary<SObjectField, object?> values = RecordValues.Read(type, body, this);
        if (values.FirstOrDefault(value => value.Key.IsRequired && value.Value is null).Key is { } emptied)
            throw new RecordException(RecordError.Missing([emptied.Name]));
        lock (_lock)
        {
            SObjectRecord record = Existing(type, id);
            Write(record, values.Select(value => (value.Key.Name, value.Value)));
        }
    }

    public void Delete(SObjectType type, string id)
    {
        RequireWritable(type);
        lock (_lock)
        {
            SObjectRecord record = Existing(type, id);
            TableOf(type).Remove(record);
            _deleted.Add(record.Id);
        }
    }

    /// <summary>Does all of it or nothing when asked to; meanwhile nobody else writes.</summary>
    /// <param name="write">Says whether what it wrote shall stay.</param>
    public void InOneTransaction(Func<bool> write)
    {
        lock (_lock)
        {
            _ = TableOf(Schema.Account);
            Dictionary<SObjectType, SObjectRecord[]> before = _tables.ToDictionary(
                table => table.Key,
                table => table.Value.Select(record => record.Copy()).ToArray()
            );
            string[] deleted = [.. _deleted];
            if (write())
                return;

            foreach ((SObjectType type, SObjectRecord[] records) in before)
                _tables[type] = [.. records];
            _deleted.IntersectWith(deleted);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _tables.Clear();
            _deleted.Clear();
            _isSeeded = false;
            _lastNumber = 0;
        }
    }

    internal SObjectRecord Add(SObjectType type, IEnumerable<(string Field, object? Value)> values)
    {
        SObjectRecord record = new(type, SalesforceId.Numbered(type.KeyPrefix, ++_lastNumber));
        record["CreatedDate"] = clock.UtcNow;
        record["OwnerId"] = scenario.Users.Select(user => user.UserId).FirstOrDefault();
        foreach (SObjectField flag in type.Fields.Where(field => field.Type == FieldType.Boolean))
            record[flag.Name] = false;
        Write(record, values);
        TableOf(type).Add(record);
        return record;
    }

    private static void RequireWritable(SObjectType type)
    {
        if (!type.IsWritable)
            throw new RecordException(RecordError.NotAllowed(type));
    }

    private static bool IsSameId(string known, string asked) => asked == known || asked == SalesforceId.Shorten(known);

    private void Write(SObjectRecord record, IEnumerable<(string Field, object? Value)> values)
    {
        foreach ((string field, object? value) in values)
            record[field] = value;
        if (record.Type == Schema.Contact)
            record["Name"] = $"{record["FirstName"]} {record["LastName"]}".Trim();
        record["LastModifiedDate"] = record["SystemModstamp"] = clock.UtcNow;
    }

    private SObjectRecord Existing(SObjectType type, string id) =>
        TableOf(type).Find(record => IsSameId(record.Id, id))
        ?? throw new RecordException(IsDeleted(id) ? RecordError.Deleted : RecordError.NoSuchRecord);

    /// <summary>Seeded by the first who asks: most tests never do.</summary>
    private List<SObjectRecord> TableOf(SObjectType type)
    {
        if (!_isSeeded)
        {
            _isSeeded = true;
            SeedRecords.AddTo(this);
        }

        if (!_tables.TryGetValue(type, out List<SObjectRecord>? table))
            _tables[type] = table = [];
        return table;
    }
}
