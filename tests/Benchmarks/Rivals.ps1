# What we are measured against: made here, or found on the machine.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'What changes here is gone after the run.')]
param()

# A module with a manifest and one cmdlet that does nothing. The DLL alone would be no module anybody ships.
function New-EmptyModule([string] $Folder) {
    $null = New-Item $Folder -ItemType Directory -Force
    Add-Type -OutputAssembly "$Folder/Empty.dll" -TypeDefinition 'using System.Management.Automation; [Cmdlet("Get", "Empty")] public class GetEmptyCommand : Cmdlet { }'
    New-ModuleManifest "$Folder/Empty.psd1" -RootModule Empty.dll -CmdletsToExport Get-Empty -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()
    "$Folder/Empty.psd1"
}

# All of ours but the code: the same manifest and views, around cmdlets of the same names that do nothing.
function New-HollowModule([string] $Release, [string] $Folder) {
    Copy-Item $Release $Folder -Recurse
    Remove-Item "$Folder/bin/*" -Recurse
    $null = New-Item "$Folder/bin/Core" -ItemType Directory
    $types = (Import-Module "$Release/SfOAuth.psd1" -PassThru).ExportedCmdlets.Values | ForEach-Object {
        '[Cmdlet("{0}", "{1}")] public class {0}{1}Command : Cmdlet {{ }}' -f $_.Verb, $_.Noun
    }
    Add-Type -OutputAssembly "$Folder/bin/Core/SfOAuth.dll" -TypeDefinition "using System.Management.Automation; $types"
    "$Folder/SfOAuth.psd1"
}

# The same POST from compiled code, without PowerShell around it; and with the answer on the disk before it is given out.
function Add-CompiledPost {
    Add-Type -TypeDefinition @'
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Text.RegularExpressions;
public static class CompiledPost
{
    private static readonly HttpClient _client = new HttpClient();
    public static string Send(string url, Dictionary<string, string> fields)
    {
        using (var answer = _client.PostAsync(url, new FormUrlEncodedContent(fields)).GetAwaiter().GetResult())
            return answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
    }
    public static void SendAndSave(string url, Dictionary<string, string> fields, string path)
    {
        string answer = Send(url, fields);
        Save(path, Encoding.UTF8.GetBytes(answer));
        Match token = Regex.Match(answer, "\"refresh_token\":\"([^\"]+)\"");
        if (!token.Success)
            throw new InvalidDataException("The org gave no new refresh token: " + answer);
        fields["refresh_token"] = token.Groups[1].Value;
    }
    public static void Save(string path, byte[] content)
    {
        using (var file = new FileStream(path + ".new", FileMode.Create))
        {
            file.Write(content, 0, content.Length);
            file.Flush(true);
        }
        File.Move(path + ".new", path, true);
    }
}
'@
}

# The Salesforce CLI, where it is: SFOAUTH_BENCH_SF names it, or it is on the path. Signed in to the stand-in org, in this run's home.
function Connect-SalesforceCli($Org, [System.Collections.Generic.List[string]] $LeftOut) {
    $cli = $env:SFOAUTH_BENCH_SF ? $env:SFOAUTH_BENCH_SF : (Get-Command sf -CommandType Application -ErrorAction Ignore | Select-Object -First 1 -ExpandProperty Source)
    if (-not $cli) {
        $LeftOut.Add('the Salesforce CLI (no sf on the path, and SFOAUTH_BENCH_SF names none)')
        return
    }

    # Nothing of its own on the way: no telemetry, no look for updates, a key file in place of a keychain.
    @{ SF_DISABLE_TELEMETRY = 'true'; SF_AUTOUPDATE_DISABLE = 'true'; SF_SKIP_NEW_VERSION_CHECK = 'true'; SF_USE_GENERIC_UNIX_KEYCHAIN = 'true'; SF_ORG_API_VERSION = '66.0' }.GetEnumerator() |
        ForEach-Object { [Environment]::SetEnvironmentVariable($_.Key, $_.Value) }
    Set-OrgScenario $Org @{ instanceUrlTrailingSlash = $false }
    # It wants to know the user's name from a record that the stand-in does not have.
    Add-OrgFault $Org @{ action = 'status'; status = 200; count = 0; path = '/services/data/*'; body = '{"Username":"bench@example.com"}'; contentType = 'application/json' }
    $env:SF_ACCESS_TOKEN = (Invoke-OrgControl $Org login @{}).access_token
    $said = & $cli org login access-token --instance-url $Org.loginUrl --no-prompt --alias bench 2>&1
    $env:SF_ACCESS_TOKEN = $null
    if ($LASTEXITCODE) {
        $LeftOut.Add("the Salesforce CLI (it did not sign in: $($said | Select-Object -Last 1))")
        return
    }

    $cli
}
