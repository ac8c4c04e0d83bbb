using System;
using System.Text.RegularExpressions;
using SfOAuth.Errors;
using SfOAuth.Http;

namespace SfOAuth.Connections.Shared;

/// <summary>
/// What the storage service's refusals mean here. Its code decides, and where one code stands for several causes, what
/// the shared access signature says of itself, held against the service's own clock.
/// </summary>
internal static class BlobErrors
{
    private static readonly Regex _code = new("<Code>([A-Za-z]{1,80})</Code>", RegexOptions.CultureInvariant);
    private static readonly Regex _word = new(@"^[A-Za-z]{1,80}\z", RegexOptions.CultureInvariant);

    internal static bool IsMissing(OrgResponse answer) => answer.Status == 404 && CodeOf(answer) is "BlobNotFound";

    internal static bool IsConditionNotMet(OrgResponse answer) =>
        answer.Status == 412 || (answer.Status == 409 && CodeOf(answer) is "BlobAlreadyExists");

    internal static bool IsLeaseHeld(OrgResponse answer) =>
        answer.Status is 409 or 412 && CodeOf(answer)?.StartsWith("Lease", StringComparison.Ordinal) == true;

    /// <param name="answer">What it answered.</param>
    /// <param name="url">For its address, and what the SAS says of itself.</param>
    /// <param name="doing">What it was asked to do, for the message.</param>
    /// <param name="now">By this machine's clock.</param>
    internal static StorageException From(OrgResponse answer, ContainerUrl url, string doing, DateTimeOffset now)
    {
        string? code = CodeOf(answer);
        return (answer.Status, code) switch
        {
            (404, "ContainerNotFound" or "ResourceNotFound") or (409, "ContainerBeingDeleted") => Error(
                Problem.SharedContainerMissing,
                $"There is no container {url}."
            ),
            (429, _) or (503, _) => Error(
                Problem.SharedVaultBusy,
                $"{url.Host} is busy, and was asked several times: could not {doing}."
            ),
            (403, "AccountIsDisabled") or (409, "AccountBeingCreated") => Error(
                Problem.SharedVaultUnavailable,
                $"The storage account of {url.Host} is switched off."
            ),
            (401 or 403, _) => Forbidden(answer, code, url, doing, now),
            (400, "InvalidQueryParameterValue" or "AuthenticationFailed") => Error(
                Problem.SharedUrlInvalid,
                $"{url.Host} does not understand the shared access signature."
            ),
            _ => Error(
                Problem.SharedVaultUnavailable,
                $"{url.Host} answered with status {answer.Status}{Shown(code)}: could not {doing}."
            ),
        };
    }

    /// <summary>No answer came, or none that is one of a storage service.</summary>
    internal static StorageException From(TransportException exception, ContainerUrl url) =>
        exception.Problem switch
        {
            Problem.RequestTimedOut => new(Problem.VaultTimedOut, exception.Message, exception),
            Problem.ConnectionFailed or Problem.AnswerLost or Problem.CertificateInvalid => new(
                Problem.SharedVaultUnavailable,
                exception.Message,
                exception
            ),
            _ => Unusable(url, exception),
        };

    internal static StorageException Unusable(ContainerUrl url, Exception? cause = null) =>
        new(Problem.SharedVaultUnavailable, $"What {url.Host} answered is not the answer of a storage service.", cause);

    private static StorageException Forbidden(
        OrgResponse answer,
        string? code,
        ContainerUrl url,
        string doing,
        DateTimeOffset now
    )
    {
        DateTimeOffset time = answer.Date ?? now;
        if (url.Expires <= time)
            return Error(Problem.SharedUrlExpired, $"The shared access signature for {url} ended at {url.Expires:u}.");
        if (url.Starts > time)
            return Error(
                Problem.SharedUrlExpired,
                $"The shared access signature for {url} begins at {url.Starts:u}; it is {time:u}."
            );
        if (
            code?.StartsWith("AuthorizationPermission", StringComparison.Ordinal) == true
            || code?.StartsWith("AuthorizationService", StringComparison.Ordinal) == true
            || code?.StartsWith("AuthorizationResource", StringComparison.Ordinal) == true
        )
        {
            string granted = url.Permissions is null ? "" : $" It grants '{url.Permissions}'.";
            return Error(
                Problem.SharedPermissionMissing,
                $"The shared access signature for {url} does not permit to {doing}.{granted}"
            );
        }

        return code is "AuthenticationFailed" or "InvalidAuthenticationInfo" or "NoAuthenticationInformation"
            ? Error(
                Problem.SharedUrlInvalid,
                $"{url.Host} does not accept the shared access signature: it was cut off or changed, or its key or "
                    + "policy was replaced."
            )
            : Error(Problem.SharedPermissionMissing, $"{url.Host} permits this machine not to {doing}{Shown(code)}.");
    }

    private static string? CodeOf(OrgResponse answer)
    {
        string? code = answer.Header("x-ms-error-code");
        if (code is not null)
            return _word.IsMatch(code) ? code : null;
        Match match = _code.Match(answer.Body);
        return match.Success ? match.Groups[1].Value : null;
    }

    private static string Shown(string? code) => code is null ? "" : $" ({code})";

    private static StorageException Error(Problem problem, string message) => new(problem, message);
}
