using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Endpoints.Rest;

internal static class LimitsResource
{
    public static OrgAnswer Show() =>
        OrgAnswer
            .Json(
                200,
                new
                {
                    DailyApiRequests = new { Max = 15_000, Remaining = 14_998 },
                    DailyBulkApiBatches = new { Max = 15_000, Remaining = 15_000 },
                    DataStorageMB = new { Max = 1_024, Remaining = 1_024 },
                    FileStorageMB = new { Max = 1_024, Remaining = 1_024 },
                }
            )
            .With("Sforce-Limit-Info", "api-usage=2/15000");
}
