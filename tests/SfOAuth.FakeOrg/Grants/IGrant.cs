using System.Threading.Tasks;
using SfOAuth.FakeOrg.Faults;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Grants;

/// <summary>One grant type of the token endpoint.</summary>
internal interface IGrant
{
    /// <exception cref="RefusalException">The org refuses.</exception>
    ValueTask<FieldList> AnswerAsync(OrgRequest request, FaultTicket faults);
}
