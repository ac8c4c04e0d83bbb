using System.Globalization;

namespace SfOAuth.FakeOrg;

/// <summary>The command line.</summary>
internal sealed class ProgramArguments
{
    private const string Usage =
        "Usage: SfOAuth.FakeOrg [--port n] [--domain-port n] [--https-port n] [--domain-https-port n] [--rotation on|off] [--json] [--exit-with-parent]";

    private int? _port;
    private int? _domainPort;
    private int? _securePort;
    private int? _secureDomainPort;
    private bool _rotation = true;

    public bool Json { get; private set; }

    public bool ExitWithParent { get; private set; }

    public static bool TryParse(string[] arguments, out ProgramArguments parsed, out string? error)
    {
        parsed = new ProgramArguments();
        error = null;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (parsed.TakeSwitch(arguments[i]))
                continue;
            if (i + 1 < arguments.Length && parsed.TakeValue(arguments[i], arguments[i + 1]))
            {
                i++;
                continue;
            }

            error = $"Not understood: {arguments[i]}. {Usage}";
            return false;
        }

        return true;
    }

    public FakeOrgOptions ToOptions() => new()
    {
        LoginPort = _port ?? Default(5080),
        DomainPort = _domainPort ?? Default(5081),
        SecureLoginPort = _securePort ?? Default(5443),
        SecureDomainPort = _secureDomainPort ?? Default(5444),
        RotateRefreshTokens = _rotation,
    };

    /// <summary>A program that reads the line needs no fixed ports; a person at a prompt does.</summary>
    private int Default(int port) => Json ? 0 : port;

    private bool TakeSwitch(string name)
    {
        switch (name)
        {
            case "--json":
                return Json = true;
            case "--exit-with-parent":
                return ExitWithParent = true;
            default:
                return false;
        }
    }

    private bool TakeValue(string name, string value)
    {
        if (name == "--rotation")
        {
            _rotation = value == "on";
            return value is "on" or "off";
        }

        if (!ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
            return false;

        switch (name)
        {
            case "--port":
                _port = port;
                return true;
            case "--domain-port":
                _domainPort = port;
                return true;
            case "--https-port":
                _securePort = port;
                return true;
            case "--domain-https-port":
                _secureDomainPort = port;
                return true;
            default:
                return false;
        }
    }
}
