# A pipeline, a container and a task at night: nobody is there, and what is known is in the environment.
Describe 'Without anybody there' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        $password = 'Planted-key-password 2'
        $pem = (Invoke-OrgControl $org 'key' @{ clientId = $org.clientId }).privateKeyPem
        $quiet = @{ ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' }

        function Clear-SignIn { Get-ChildItem Env:SFOAUTH_* | Where-Object Name -NotMatch '^SFOAUTH_(HOME|TEST_)' | Remove-Item }

        function Write-Environment([hashtable] $Variables) {
            $Variables.GetEnumerator() | ForEach-Object { [Environment]::SetEnvironmentVariable($_.Key, $_.Value) }
        }

        function Protect-Key {
            $rsa = [System.Security.Cryptography.RSA]::Create()
            $rsa.ImportFromPem($pem)
            $rsa.ExportEncryptedPkcs8PrivateKeyPem([char[]]$password, [System.Security.Cryptography.PbeParameters]::new('Aes256Cbc', 'SHA256', 2048))
        }

        function Get-RefreshToken([string] $ClientId = $org.clientId) { (Invoke-OrgControl $org 'login' -Body @{ clientId = $ClientId }).refresh_token }

        function Get-AuthUrl { "force://$($org.clientId):$($org.clientSecret):$(Get-RefreshToken)@$($org.loginUrl)" }
    }

    AfterAll {
        Clear-SignIn
        Stop-TestOrg $org
    }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        Clear-SignIn
        $key = Invoke-OrgControl $org 'key' @{ clientId = $org.clientId }
        $pem = $key.privateKeyPem
        $app = @{ SFOAUTH_CLIENT_ID = $org.clientId; SFOAUTH_LOGIN_URL = $org.loginUrl }
    }

    AfterEach { Clear-SignIn }

    Context 'Connect-SfOrg -FromEnvironment' {
        It 'signs in by <What>' -ForEach @(
            @{ What = 'an sfdx auth URL'; Given = { @{ SFOAUTH_AUTH_URL = Get-AuthUrl } }; Grant = 'refresh_token' }
            @{ What = 'the JSON the CLI prints of one'; Given = { @{ SFOAUTH_AUTH_URL = @{ result = @{ sfdxAuthUrl = Get-AuthUrl } } | ConvertTo-Json } }; Grant = 'refresh_token' }
            @{ What = 'a private key'; Given = { $app + @{ SFOAUTH_PRIVATE_KEY = $pem; SFOAUTH_USERNAME = $org.username } }; Grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer' }
            @{ What = 'a private key in Base64, with dirt around'; Given = { $app + @{ SFOAUTH_PRIVATE_KEY = " $([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($pem)))`n"; SFOAUTH_USERNAME = " $($org.username)`n" } }; Grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer' }
            @{ What = 'an encrypted private key'; Given = { $app + @{ SFOAUTH_PRIVATE_KEY = Protect-Key; SFOAUTH_PRIVATE_KEY_PASSWORD = $password; SFOAUTH_USERNAME = $org.username } }; Grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer' }
            @{ What = 'a refresh token'; Given = { $app + @{ SFOAUTH_CLIENT_SECRET = $org.clientSecret; SFOAUTH_REFRESH_TOKEN = Get-RefreshToken } }; Grant = 'refresh_token' }
            @{ What = 'a refresh token of a public app'; Given = { @{ SFOAUTH_CLIENT_ID = $org.publicClientId; SFOAUTH_LOGIN_URL = $org.loginUrl; SFOAUTH_REFRESH_TOKEN = Get-RefreshToken $org.publicClientId } }; Grant = 'refresh_token' }
            @{ What = 'the app''s own secret'; Given = { @{ SFOAUTH_CLIENT_ID = $org.clientId; SFOAUTH_LOGIN_URL = $org.myDomainUrl; SFOAUTH_CLIENT_SECRET = $org.clientSecret } }; Grant = 'client_credentials' }
        ) {
            Write-Environment (& $Given)

            $token = Connect-SfOrg -FromEnvironment -WarningAction SilentlyContinue

            $token.Name | Should -BeNullOrEmpty
            (Invoke-SfRestMethod /limits).DailyApiRequests.Max | Should -BeGreaterThan 0
            Get-OrgRequest $org $Grant | Should -HaveCount 1
            Get-SfConnection | Should -BeNullOrEmpty
        }

        It 'saves the login with -Name, and it lives on without the variables' {
            Write-Environment ($app + @{ SFOAUTH_PRIVATE_KEY = $pem; SFOAUTH_USERNAME = $org.username })
            $null = Connect-SfOrg -FromEnvironment -Name ci
            Clear-SignIn

            Assert-Alive $org 'ci'
        }

        It 'takes the first of what there is: an auth URL, a key, a refresh token, the app''s secret' {
            Write-Environment ($app + @{ SFOAUTH_CLIENT_SECRET = $org.clientSecret; SFOAUTH_REFRESH_TOKEN = 'no token'; SFOAUTH_PRIVATE_KEY = $pem; SFOAUTH_USERNAME = $org.username })

            (Connect-SfOrg -FromEnvironment).Username | Should -Be $org.username

            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        }

        It 'says that the refresh token was replaced, and where the new one is: <Where>' -ForEach @(
            @{ Where = 'in this session'; Name = @{}; Says = 'SFOAUTH_REFRESH_TOKEN.*in this session alone.*-Name' }
            @{ Where = 'under a name'; Name = @{ Name = 'ci' }; Says = "SFOAUTH_REFRESH_TOKEN.*saved as 'ci'" }
        ) {
            Write-Environment ($app + @{ SFOAUTH_CLIENT_SECRET = $org.clientSecret; SFOAUTH_REFRESH_TOKEN = Get-RefreshToken })
            Set-OrgScenario $org @{ rotateRefreshTokens = $true }

            $null = Connect-SfOrg -FromEnvironment @Name -WarningVariable warning -WarningAction SilentlyContinue

            "$warning" | Should -Match $Says
            (Invoke-SfRestMethod /limits).DailyApiRequests.Max | Should -BeGreaterThan 0
        }

        It 'has the new refresh token saved before it says so, where a warning stops the command' {
            Set-OrgScenario $org @{ rotateRefreshTokens = $true }
            Write-Environment ($app + @{ SFOAUTH_CLIENT_SECRET = $org.clientSecret; SFOAUTH_REFRESH_TOKEN = Get-RefreshToken })

            { Connect-SfOrg -FromEnvironment -Name ci -WarningAction Stop } | Should -Throw '*SFOAUTH_REFRESH_TOKEN*'

            Assert-Alive $org 'ci'
        }

        It 'refuses <What>, with the variable''s name, and sends nothing' -ForEach @(
            @{ What = 'nothing at all'; Given = { @{} }; Id = 'ParameterInvalid'; Says = 'nothing to sign in with.*SFOAUTH_AUTH_URL' }
            @{ What = 'empty variables'; Given = { @{ SFOAUTH_CLIENT_ID = ' '; SFOAUTH_AUTH_URL = '' } }; Id = 'ParameterInvalid'; Says = 'nothing to sign in with' }
            @{ What = 'a key without a user'; Given = { $app + @{ SFOAUTH_PRIVATE_KEY = $pem } }; Id = 'ParameterInvalid'; Says = 'SFOAUTH_USERNAME' }
            @{ What = 'a secret without a host'; Given = { @{ SFOAUTH_CLIENT_ID = 'x'; SFOAUTH_CLIENT_SECRET = 'y' } }; Id = 'ParameterInvalid'; Says = 'SFOAUTH_LOGIN_URL' }
            @{ What = 'a secret without an app'; Given = { @{ SFOAUTH_LOGIN_URL = $org.loginUrl; SFOAUTH_CLIENT_SECRET = 'y' } }; Id = 'ParameterInvalid'; Says = 'SFOAUTH_CLIENT_ID' }
            @{ What = 'a host that is none'; Given = { @{ SFOAUTH_LOGIN_URL = 'na45.salesforce.com'; SFOAUTH_CLIENT_ID = 'x'; SFOAUTH_CLIENT_SECRET = 'y' } }; Id = 'LoginUrlInvalid'; Says = 'Give SFOAUTH_LOGIN_URL' }
            @{ What = 'a variable of the pipeline that was not filled in'; Given = { $app + @{ SFOAUTH_CLIENT_SECRET = '$(sf.secret)' } }; Id = 'VariableUnexpanded'; Says = 'SFOAUTH_CLIENT_SECRET holds' }
            @{ What = 'the stars of a log'; Given = { $app + @{ SFOAUTH_CLIENT_SECRET = '***' } }; Id = 'SecretRedacted'; Says = 'SFOAUTH_CLIENT_SECRET holds' }
            @{ What = 'what the CLI prints in place of an auth URL'; Given = { @{ SFOAUTH_AUTH_URL = "[REDACTED] Use 'sf org auth show-sfdx-auth-url' to view" } }; Id = 'SecretRedacted'; Says = 'SFOAUTH_AUTH_URL holds' }
            @{ What = 'a key that is none'; Given = { $app + @{ SFOAUTH_PRIVATE_KEY = 'hello'; SFOAUTH_USERNAME = 'a@b.c' } }; Id = 'KeyInvalid'; Says = 'SFOAUTH_PRIVATE_KEY_PASSWORD' }
            @{ What = 'an encrypted key without its password'; Given = { $app + @{ SFOAUTH_PRIVATE_KEY = Protect-Key; SFOAUTH_USERNAME = 'a@b.c' } }; Id = 'KeyInvalid'; Says = 'no password was given' }
        ) {
            Write-Environment (& $Given)

            Connect-SfOrg -FromEnvironment @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            "$($problem[0].FullyQualifiedErrorId)" | Should -BeLike "$Id,*"
            "$problem $($problem[0].ErrorDetails.RecommendedAction)" | Should -Match $Says
            (Invoke-OrgControl $org 'requests?path=/services/oauth2/token' -Method Get).requests | Should -BeNullOrEmpty
        }

        It 'is told by the org that <What>, and says which variable to correct' -ForEach @(
            @{ What = 'the secret is wrong'; Given = { $app + @{ SFOAUTH_CLIENT_SECRET = 'Planted-wrong-secret'; SFOAUTH_REFRESH_TOKEN = Get-RefreshToken } }; Id = 'ClientSecretInvalid'; Says = 'Check SFOAUTH_CLIENT_SECRET' }
            @{ What = 'the login has ended'; Given = { $app + @{ SFOAUTH_CLIENT_SECRET = $org.clientSecret; SFOAUTH_REFRESH_TOKEN = 'Planted-ended-token' } }; Id = 'RefreshTokenExpired'; Says = 'Export-SfConnection -AsAuthUrl' }
        ) {
            Write-Environment (& $Given)

            Connect-SfOrg -FromEnvironment @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            "$($problem[0].FullyQualifiedErrorId)" | Should -BeLike "$Id,*"
            $problem[0].ErrorDetails.RecommendedAction | Should -Match $Says
            $problem[0].ErrorDetails.RecommendedAction | Should -Not -Match '(?<!Export-SfConnection )-(LoginUrl|ClientSecret|ClientId)\b'
        }

        It 'shows none of the variables in any stream' {
            $given = $app + @{ SFOAUTH_PRIVATE_KEY = Protect-Key; SFOAUTH_PRIVATE_KEY_PASSWORD = $password; SFOAUTH_USERNAME = $org.username }
            Write-Environment $given
            $wrong = 'Planted-wrong'

            $shown = Get-EverythingShown { Connect-SfOrg -FromEnvironment -Verbose -Debug; $env:SFOAUTH_PRIVATE_KEY_PASSWORD = $wrong; Connect-SfOrg -FromEnvironment -ErrorAction SilentlyContinue }

            Find-PlantedSecret $shown $password, $wrong, $given.SFOAUTH_PRIVATE_KEY.Substring(60, 40) | Should -BeNullOrEmpty
        }

        It 'sends nothing with -WhatIf' {
            Write-Environment ($app + @{ SFOAUTH_CLIENT_SECRET = $org.clientSecret })

            Connect-SfOrg -FromEnvironment -WhatIf | Should -BeNullOrEmpty

            Get-OrgRequest $org 'client_credentials' | Should -BeNullOrEmpty
        }

        It 'goes with no parameter that the variables stand for: -<Parameter>' -ForEach @(
            @{ Parameter = 'LoginUrl'; Value = 'production' }, @{ Parameter = 'ClientSecret'; Value = 'x' }, @{ Parameter = 'Scope'; Value = 'api' }
        ) {
            $also = @{ $Parameter = $Value }

            Connect-SfOrg -FromEnvironment @also @quiet -ErrorVariable problem

            Assert-Problem $problem 'ParameterInvalid' 'InvalidArgument' $null
            "$problem" | Should -BeLike "*-$Parameter can't go with -FromEnvironment*"
        }
    }

    It 'Update-SfAccessToken has the new refresh token in its output before it says so, where a warning stops the command' {
        Set-OrgScenario $org @{ rotateRefreshTokens = $true }
        $given = Get-RefreshToken
        $seen = [System.Collections.Generic.List[object]]::new()

        { Update-SfAccessToken -RefreshToken $given -ClientId $org.clientId -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl -WarningAction Stop | ForEach-Object { $seen.Add($_) } } | Should -Throw '*Save it*'

        ConvertFrom-Secure $seen[0].RefreshToken | Should -Not -Be $given
    }

    Context 'a session that has no home' {
        BeforeAll {
            $none = [System.Management.Automation.Language.NullString]::Value
            $homeless = @{ HOME = $none; USER = $none; LOGNAME = $none; XDG_DATA_HOME = $none; XDG_CONFIG_HOME = $none; XDG_CACHE_HOME = $none }
        }

        It 'signs in for itself, lists, renews and calls' {
            $given = $homeless + @{ SFOAUTH_CLIENT_ID = $org.clientId; SFOAUTH_LOGIN_URL = $org.myDomainUrl; SFOAUTH_CLIENT_SECRET = $org.clientSecret }
            $script = '"home: $env:HOME"; $null = Connect-SfOrg -FromEnvironment; $null = Update-SfAccessToken; Get-SfConnection | ForEach-Object Name; (Invoke-SfRestMethod /limits).DailyApiRequests.Max'

            $run = Invoke-NewProcess ((Get-Prologue) + $script) $given

            $run.Text.Trim() -split '\r?\n' | Should -Be 'home: ', '15000'
            $run.ExitCode | Should -Be 0
        }

        It 'saves where SFOAUTH_HOME says' {
            $given = $homeless + @{ SFOAUTH_CLIENT_ID = $org.clientId; SFOAUTH_LOGIN_URL = $org.myDomainUrl; SFOAUTH_CLIENT_SECRET = $org.clientSecret }
            $script = '$null = Connect-SfOrg -FromEnvironment -Name ci; (Update-SfAccessToken ci).Vault'

            $run = Invoke-NewProcess ((Get-Prologue) + $script) $given

            $run.Text.Trim() | Should -Be 'SfOAuth'
            "$env:SFOAUTH_HOME/connections/ci.jwe" | Should -Exist
        }
    }

    Context 'who could be asked' {
        BeforeAll {
            Add-Type -ReferencedAssemblies ([psobject].Assembly.Location), 'System.Collections', 'System.Collections.Concurrent', 'System.Console', 'System.Runtime', 'System.Security.SecureString' -TypeDefinition (Get-Content "$PSScriptRoot/../Kit/Workers/TypingHost.cs" -Raw)
            $before = @{ CI = $env:CI; BROWSER = $env:BROWSER }

            function Open-Screen {
                $screen = [TypingHost]::new()
                $runspace = [runspacefactory]::CreateRunspace($screen)
                $runspace.Open()
                [pscustomobject]@{ Screen = $screen; Runspace = $runspace }
            }
        }

        BeforeEach { $env:CI = $env:BROWSER = $null }

        AfterAll { $env:CI, $env:BROWSER = $before.CI, $before.BROWSER }

        It 'Connect-SfOrg <How> fails at once in a build, with the way that works' -ForEach @(
            @{ How = 'with a browser'; With = @{} }, @{ How = '-NoBrowser'; With = @{ NoBrowser = $true } }
        ) {
            $env:CI = 'true'
            $at = Open-Screen
            $run = Start-Elsewhere 'Connect-SfOrg @With' (@{ ClientId = 'x'; LoginUrl = $org.loginUrl; Port = Get-FreePort } + $With) -Runspace $at.Runspace

            Complete-Elsewhere $run | Should -BeNullOrEmpty

            Assert-Problem $run.Shell.Streams.Error 'InteractionImpossible' 'InvalidOperation' $org.loginUrl
            "$($run.Shell.Streams.Error)" | Should -Match 'CI says that this is a build'
            $run.Shell.Streams.Error[0].ErrorDetails.RecommendedAction | Should -Match 'Connect-SfOrg -FromEnvironment'
            $at.Screen.Shown.Count | Should -Be 0
        }

        It 'Connect-SfOrg fails at once in a session without questions' {
            $run = Invoke-NewProcess ((Get-Prologue) + "try { Connect-SfOrg -ClientId x -LoginUrl '$($org.loginUrl)' -Port $(Get-FreePort) } catch { `$_.FullyQualifiedErrorId; `"`$_`" }") -TimeoutSec 60

            $run.Text | Should -Match '(?s)^InteractionImpossible,.*-NonInteractive'
        }

        It 'Connect-SfOrg -WhatIf is asked nothing, and fails nowhere' {
            $env:CI = 'true'

            Connect-SfOrg -ClientId x -LoginUrl $org.loginUrl -WhatIf -ErrorAction Stop | Should -BeNullOrEmpty
        }

        It 'CI=<Value> is a build: <IsBuild>' -ForEach @(
            @{ Value = 'true'; IsBuild = $true }, @{ Value = '1'; IsBuild = $true }, @{ Value = 'woodpecker'; IsBuild = $true }
            @{ Value = 'false'; IsBuild = $false }, @{ Value = 'False'; IsBuild = $false }, @{ Value = '0'; IsBuild = $false }, @{ Value = ''; IsBuild = $false }
        ) {
            $env:CI = $Value

            $why = Invoke-Internal (Get-InternalType 'SfOAuth.Pipeline.Attendance') -Method WhyNobody -Target $null -Arguments @(, $null)

            [bool]$why | Should -Be $IsBuild
        }
    }

    Context 'a vault with a password' -Tag SecretStore {
        BeforeAll {
            $worker = "$PSScriptRoot/../Kit/Workers/LockedVault.ps1"
            $storePassword = ConvertTo-Secure 'a password of the store'
            Register-TestVault -Password $storePassword
            Unlock-SecretStore $storePassword
            Set-SecretStoreConfiguration -Interaction Prompt -Confirm:$false

            function Invoke-Locked([string[]] $Typed, [hashtable] $Environment = @{}) {
                Invoke-NewProcess ((Get-Prologue) + "& '$worker' -Manifest (Get-Module SfOAuth).Path -Typed $(($Typed | ForEach-Object { "'$_'" }) -join ', ')") $Environment
            }
        }

        BeforeEach { $null = New-TestConnection $org 'demo' @{ Vault = 'TestVault' } }

        AfterAll { Unregister-TestVault }

        It 'asks again when the password was wrong' {
            (Invoke-Locked 'wrong', 'a password of the store').Text.Trim() | Should -Be 'token: demo; left: 0'
        }

        It 'asks three times, and no more' {
            (Invoke-Locked 'wrong', 'wrong', 'wrong', 'a password of the store').Text.Trim() | Should -BeLike 'VaultLocked,*; left: 1'
        }

        It 'asks nothing in a build, and fails at once' {
            (Invoke-Locked 'a password of the store' @{ CI = 'true' }).Text.Trim() | Should -BeLike 'VaultLocked,*; left: 1'
        }
    }
}
