using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

/// <summary>
/// A prompt with somebody at it, who reads each line of the screen and types what is asked for, all from another
/// thread.
/// </summary>
public sealed class TypingHost : PSHost
{
    private readonly Screen _screen = new Screen();

    public BlockingCollection<string> Shown => _screen.Shown;
    public BlockingCollection<string> Typed => _screen.Typed;
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override string Name => "TypingHost";
    public override PSHostUserInterface UI => _screen;
    public override Version Version => new Version(1, 0);

    public override void EnterNestedPrompt() { }

    public override void ExitNestedPrompt() { }

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }

    public override void SetShouldExit(int exitCode) { }

    private sealed class Screen : PSHostUserInterface
    {
        internal BlockingCollection<string> Shown { get; } = new BlockingCollection<string>();
        internal BlockingCollection<string> Typed { get; } = new BlockingCollection<string>();

        public override PSHostRawUserInterface RawUI => null;

        public override SecureString ReadLineAsSecureString()
        {
            var secret = new SecureString();
            foreach (char sign in Typed.Take())
                secret.AppendChar(sign);
            return secret;
        }

        public override void WriteInformation(InformationRecord record) => Shown.Add(record.ToString());

        public override void Write(string value) => Shown.Add(value);

        public override void Write(ConsoleColor foreground, ConsoleColor background, string value) => Shown.Add(value);

        public override void WriteLine(string value) => Shown.Add(value);

        public override void WriteDebugLine(string message) { }

        public override void WriteErrorLine(string value) { }

        public override void WriteProgress(long sourceId, ProgressRecord record) { }

        public override void WriteVerboseLine(string message) { }

        public override void WriteWarningLine(string message) { }

        public override string ReadLine() => throw new NotImplementedException();

        public override Dictionary<string, PSObject> Prompt(
            string caption,
            string message,
            Collection<FieldDescription> descriptions
        ) => throw new NotImplementedException();

        public override int PromptForChoice(
            string caption,
            string message,
            Collection<ChoiceDescription> choices,
            int defaultChoice
        ) => throw new NotImplementedException();

        public override PSCredential PromptForCredential(
            string caption,
            string message,
            string userName,
            string targetName
        ) => throw new NotImplementedException();

        public override PSCredential PromptForCredential(
            string caption,
            string message,
            string userName,
            string targetName,
            PSCredentialTypes types,
            PSCredentialUIOptions options
        ) => throw new NotImplementedException();
    }
}
