using System;

namespace SfOAuth.FakeOrg.Messages;

/// <summary>An OAuth error as it goes on the wire.</summary>
internal sealed record Refusal(string Error, string Description, int Status = 400)
{
    public OrgAnswer ToAnswer(AnswerFormat format) =>
        new FieldList()
            .Add(FieldNames.Error, Error)
            .Add(FieldNames.ErrorDescription, Description)
            .ToAnswer(Status, format);
}

/// <summary>Ends an endpoint's work: the pipeline writes the refusal in the asked format.</summary>
internal sealed class RefusalException(Refusal refusal) : Exception(refusal.Description)
{
    public Refusal Refusal { get; } = refusal;
}
