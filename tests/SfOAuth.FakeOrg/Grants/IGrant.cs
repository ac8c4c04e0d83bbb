using System.Threading.Tasks;

namespace SfOAuth.FakeOrg;

/// <summary>One grant type of the token endpoint.</summary>
internal interface IGrant
{
    /// <exception cref="RefusalException">The org refuses.</exception>
    ValueTask<FieldList> AnswerAsync(OrgRequest request, FaultTicket faults);
}
