using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SfOAuth.FakeOrg.CommandLine;

/// <summary>The command line.</summary>
internal sealed class ProgramArguments
{
    private const string Usage =
        "Usage: SfOAuth.FakeOrg [--port n] [--domain-port n] [--https-port n] [--domain-https-port n] "
        + "[--rotation on|off] [--auto-approve] [--set name=value] [--json] [--exit-with-parent]";

    private readonly Dictionary<string, int?> _ports = new()
    {
        ["--port"] = null,
        ["--domain-port"] = null,
        ["--https-port"] = null,
        ["--domain-https-port"] = null,
    };

    private readonly JsonObject _scenario = [];
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

    public FakeOrgOptions ToOptions() =>
        new()
        {
            LoginPort = Port("--port", 5080),
            DomainPort = Port("--domain-port", 5081),
            SecureLoginPort = Port("--https-port", 5443),
            SecureDomainPort = Port("--domain-https-port", 5444),
            RotateRefreshTokens = _rotation,
            ScenarioJson = _scenario.Count == 0 ? null : _scenario.ToJsonString(),
        };

    /// <summary>A program that reads the line needs no fixed ports; a person at a prompt does.</summary>
    private int Port(string name, int usual) => _ports[name] ?? (Json ? 0 : usual);

    private bool TakeSwitch(string name)
    {
        switch (name)
        {
            case "--json":
                return Json = true;
            case "--exit-with-parent":
                return ExitWithParent = true;
            case "--auto-approve":
                _scenario["autoApproveUser"] = DefaultOrg.Username;
                return true;
            default:
                return false;
        }
    }

    /// <summary><c>name=value</c> of a property of the scenario; a value that is not JSON is a text.</summary>
    private bool TakeSetting(string setting)
    {
        int equals = setting.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
            return false;

        string value = setting[(equals + 1)..];
        try
        {
            _scenario[setting[..equals]] = JsonNode.Parse(value);
        }
        catch (JsonException)
        {
            _scenario[setting[..equals]] = value;
        }

        return true;
    }

    private bool TakeValue(string name, string value)
    {
        if (name == "--rotation")
        {
            _rotation = value == "on";
            return value is "on" or "off";
        }

        if (name == "--set")
            return TakeSetting(value);
        if (
            !_ports.ContainsKey(name)
            || !ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
        )
            return false;

        _ports[name] = port;
        return true;
    }
}
