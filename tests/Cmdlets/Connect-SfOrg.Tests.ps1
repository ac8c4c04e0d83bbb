Describe 'Connect-SfOrg' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        $pwsh = Get-PowerShellCommandLine
        $variables = 'BROWSER', 'DISPLAY', 'WAYLAND_DISPLAY', 'WSL_DISTRO_NAME', 'WSL_INTEROP', 'SSH_CONNECTION', 'SSH_TTY', 'SSH_CLIENT', 'container', 'KUBERNETES_SERVICE_HOST'
        $before = $variables | ForEach-Object { [Environment]::GetEnvironmentVariable($_) }
        # One that signs in, one that takes the URL and does no more, and one that refuses it.
        $person = Get-PersonAtBrowser
        $nobody = "$pwsh -Command 0 #"
        $broken = "$pwsh -Command 'exit 3' #"

        # A sign-in under way, and the URL its browser was asked to open.
        function Open-SignIn([string] $Command, [hashtable] $With = $app) {
            $run = Start-Elsewhere "Connect-SfOrg @With -Verbose $Command" $With
            Add-Member -InputObject $run Url (Wait-Line $run.Shell.Streams.Verbose 'browser: (http\S+)$')
            $null = $run.Url -match '[?&]state=([^&]+)'
            Add-Member -InputObject $run State $Matches[1]
            $run
        }

        # What stands in the first record that fits, as soon as it is written.
        function Wait-Line($Stream, [string] $Pattern) {
            $Stream.BlockingEnumerator = $true
            foreach ($record in $Stream) {
                if ("$record" -match $Pattern) {
                    return $Matches[1]
                }
            }

            throw "No line fits '$Pattern'."
        }

        # A person who carries on at that URL, up to the page on this machine.
        function Complete-SignIn($Run, [hashtable] $As = @{}) {
            Invoke-OrgControl $org 'browser' -Body (@{ url = $Run.Url; follow = $true } + $As)
        }

        function Send-Callback([string] $Query, [string] $Path = '/OauthRedirect', [hashtable] $With = @{}) {
            Invoke-WebRequest "http://localhost:$port$Path$Query" -SkipHttpErrorCheck @With
        }

        # The command goes on as if nothing had happened, and is done once a person signs in.
        function Assert-StillGood($Run) {
            (Complete-SignIn $Run).status | Should -Be 200
            (Complete-Elsewhere $Run).Name | Should -Be 'demo'
            $Run.Shell.Streams.Error | Should -BeNullOrEmpty
            Assert-Alive $org 'demo'
        }

        function Assert-PortFree {
            foreach ($address in '127.0.0.1', '::1') {
                $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]$address, $port)
                $listener.Start()
                $listener.Stop()
            }
        }
    }

    AfterAll {
        Stop-TestOrg $org
        0..($variables.Count - 1) | ForEach-Object { [Environment]::SetEnvironmentVariable($variables[$_], $before[$_]) }
    }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $port = Get-FreePort
        $callback = "http://localhost:$port/OauthRedirect"
        Set-OrgScenario $org @{ apps = $org.clientId, $org.publicClientId | ForEach-Object { @{ clientId = $_; callbacks = @($callback, 'https://www.mysite.com/code_callback.jsp') } } }
        $variables | ForEach-Object { [Environment]::SetEnvironmentVariable($_, $null) }
        $env:BROWSER = $nobody
        $app = @{ ClientId = $org.clientId; LoginUrl = $org.loginUrl; ClientSecret = $org.clientSecret; Port = $port; Name = 'demo' }
        $quiet = @{ ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' }
        $run = $null
    }

    AfterEach {
        if ($run) {
            Stop-Elsewhere $run
        }
    }

    Context 'with a browser' {
        BeforeEach { $env:BROWSER = $person }

        It 'signs in, unattended, and saves the login' {
            $token = Connect-SfOrg @app

            $token | Should -BeOfType SfOAuth.Token
            $token.Name, $token.Vault, $token.InstanceUrl | Should -Be 'demo', 'SfOAuth', $org.myDomainUrl
            Assert-Alive $org 'demo'
            Assert-PortFree
        }

        It 'gives a token and saves nothing without a name, for a public app' {
            $token = Connect-SfOrg -ClientId $org.publicClientId -LoginUrl $org.loginUrl -Port $port

            $token.UserId | Should -Match '^005'
            Get-SfConnection | Should -BeNullOrEmpty
        }

        It 'asks with PKCE and for what the parameters say' {
            $url = (Connect-SfOrg @app -Scope 'api refresh_token', id -Prompt login, consent -LoginHint 'me@acme.example' -Verbose 4>&1) -match 'browser: http' -replace '.* (http\S+)$', '$1'

            $query = [System.Web.HttpUtility]::ParseQueryString(([uri]"$url").Query)
            $query['redirect_uri'], $query['scope'], $query['prompt'], $query['login_hint'] | Should -Be $callback, 'api refresh_token id', 'login consent', 'me@acme.example'
            $query['code_challenge_method'] | Should -Be 'S256'
            $query['nonce'] | Should -BeNullOrEmpty
            (Get-SfConnection demo).Scope | Should -Be 'api', 'refresh_token', 'id'
        }

        It 'sends a nonce with the scope openid, and the id token carries it' {
            $shown = Connect-SfOrg @app -Scope openid, refresh_token -Verbose *>&1

            $nonce = [System.Web.HttpUtility]::ParseQueryString(([uri]("$shown" -replace '(?s).*browser: (http\S+).*', '$1')).Query)['nonce']
            $nonce | Should -Match '^[\w-]{20,}$'
            $claims = (ConvertFrom-SecureString ($shown | Where-Object { $_ -is [SfOAuth.Token] }).IdToken -AsPlainText).Split('.')[1].Replace('-', '+').Replace('_', '/')
            $claims += '=' * ((4 - $claims.Length % 4) % 4)
            ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($claims)) | ConvertFrom-Json).nonce | Should -Be $nonce
        }

        It 'is IdTokenInvalid when the id token is not for this sign-in: nothing is saved, and the new login is revoked' {
            $null = New-TestConnection $org 'demo'
            Set-OrgScenario $org @{ idTokenClaims = @{ nonce = 'of another sign-in' } }

            Connect-SfOrg @app -Scope openid, refresh_token @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem 'IdTokenInvalid' 'SecurityError' 'demo'
            (Get-OrgFamily $org).isAlive | Should -Be $true, $false
            Assert-Alive $org 'demo'
        }

        It 'takes a callback of another path, host and port with -RedirectUri' {
            $other = "http://127.0.0.1:$port/"
            Set-OrgScenario $org @{ apps = @(@{ clientId = $org.clientId; callbacks = @($other) }) }
            $app.Remove('Port')

            (Connect-SfOrg @app -RedirectUri $other).Name | Should -Be 'demo'

            Get-FormValue (Get-OrgRequest $org 'authorization_code') 'redirect_uri' | Should -Be $other
        }

        It 'shows the time that is left, and says where it listens' {
            $run = Start-Elsewhere 'Connect-SfOrg @With -Verbose -TimeoutSec 200' $app
            $token = Complete-Elsewhere $run
            $run.Shell.Streams.Error | Should -BeNullOrEmpty
            $token.Name | Should -Be 'demo'

            $progress = @($run.Shell.Streams.Progress | Where-Object Activity -Like 'Signing in to *')
            $progress[0].SecondsRemaining | Should -BeGreaterThan 150
            $progress[0].SecondsRemaining | Should -BeLessOrEqual 200
            "$($run.Shell.Streams.Verbose)" | Should -Match "127\.0\.0\.1:$port and \[::1\]:$port"
            "$(@($run.Shell.Streams.Progress)[-1].RecordType)" | Should -Be 'Completed'
        }

        It 'shows no secret in any stream' {
            $shown = Get-EverythingShown { Connect-SfOrg @app -Verbose -Debug }

            "$shown" | Should -Match 'Salesforce token of'
            $sent = Get-OrgRequest $org 'authorization_code'
            $secrets = @('code', 'code_verifier', 'client_secret' | ForEach-Object { Get-FormValue $sent $_ }) + (Get-OrgFamily $org).refreshToken
            $secrets | Should -HaveCount 4
            Find-PlantedSecret $shown $secrets | Should -BeNullOrEmpty
        }
    }

    Context 'when the browser does not bring the answer' {
        It 'is AccessDenied when the person says no' {
            $run = Open-SignIn
            $page = Complete-SignIn $run @{ deny = $true }

            $null = Complete-Elsewhere $run
            $page.body | Should -Match 'Sign-in was refused'
            Assert-Problem $run.Shell.Streams.Error 'AccessDenied' 'PermissionDenied' 'demo'
            Get-OrgRequest $org 'authorization_code' | Should -BeNullOrEmpty
            Get-SfConnection | Should -BeNullOrEmpty
            Assert-PortFree
        }

        It 'is SignInTimedOut when the tab is closed, and gives the port back' {
            Connect-SfOrg @app -TimeoutSec 1 @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem 'SignInTimedOut' 'OperationTimeout' 'demo'
            Assert-PortFree
        }

        It 'is SignInTimedOut that counts the callbacks of other sign-ins, and repeats nothing of them' {
            $run = Open-SignIn '-TimeoutSec 3'
            $null = 1..2 | ForEach-Object { Send-Callback '?code=PlantedCode1234567890&state=PlantedState1234567890' }
            $null = Complete-Elsewhere $run

            Assert-Problem $run.Shell.Streams.Error 'SignInTimedOut' 'OperationTimeout' 'demo'
            "$($run.Shell.Streams.Error)" | Should -Match 'ignored: 2\.'
            Find-PlantedSecret (Format-EveryWay $run.Shell.Streams.Error[0]) 'PlantedCode1234567890', 'PlantedState1234567890' | Should -BeNullOrEmpty
        }

        It 'is PortInUse when another program has the port on <Address>, and opens nothing' -ForEach @(
            @{ Address = '127.0.0.1' }
            @{ Address = '::1' }
        ) {
            $other = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]$Address, $port)
            $other.Start()
            try {
                $shown = Connect-SfOrg @app -Verbose @quiet -ErrorVariable problem 4>&1
            } finally {
                $other.Stop()
            }

            Assert-Problem $problem 'PortInUse' 'ResourceBusy' 'demo'
            "$problem" | Should -Match "$port"
            "$shown" | Should -Not -Match 'browser: http'
            Assert-PortFree
        }

        It 'is PortInUse when another sign-in has the port, which goes on' {
            $run = Open-SignIn

            Connect-SfOrg @app @quiet -ErrorVariable problem

            Assert-Problem $problem 'PortInUse' 'ResourceBusy' 'demo'
            Assert-StillGood $run
        }

        It 'gives the port back as soon as the user stops it' {
            $run = Open-SignIn

            $run.Shell.Stop()

            Assert-PortFree
            $run.Shell.InvocationStateInfo.State | Should -Be 'Stopped'
            Get-SfConnection | Should -BeNullOrEmpty
        }

        It 'prints the URL and what to do when no browser can be opened' {
            $env:BROWSER = $broken
            $run = Start-Elsewhere 'Connect-SfOrg @With' $app
            $url = Wait-Line $run.Shell.Streams.Information '^(http\S+)$'

            "$($run.Shell.Streams.Warning)" | Should -Match 'No browser could be opened\. \S'
            $run | Add-Member Url $url
            Assert-StillGood $run
        }

        It 'tries the commands of $env:BROWSER in a row' {
            $env:BROWSER = "no-such-program:$broken`:$person"

            (Connect-SfOrg @app).Name | Should -Be 'demo'
        }
    }

    Context 'when something else comes first, the good login still completes' {
        It 'after <What>, which is answered with <Status>' -ForEach @(
            @{ What = 'a wrong state'; Send = { Send-Callback '?code=marker&state=marker' }; Status = 400 }
            @{ What = 'no state'; Send = { Send-Callback '?code=marker' }; Status = 400 }
            @{ What = 'an error of another sign-in'; Send = { Send-Callback '?error=marker&state=marker' }; Status = 400 }
            @{ What = 'a foreign host'; Send = { Send-Callback "?code=marker&state=$($run.State)" -With @{ Headers = @{ Host = 'marker.example' } } }; Status = 421 }
            @{ What = 'a foreign host with the port'; Send = { Send-Callback "?code=marker&state=$($run.State)" -With @{ Headers = @{ Host = "marker.example:$port" } } }; Status = 421 }
            @{ What = 'a favicon request'; Send = { Send-Callback '' '/favicon.ico' }; Status = 404 }
            @{ What = 'a preflight'; Send = { Send-Callback '' -With @{ Method = 'Options'; Headers = @{ Origin = 'https://marker.example'; 'Access-Control-Request-Private-Network' = 'true' } } }; Status = 204 }
            @{ What = 'a form'; Send = { Send-Callback "?code=marker&state=$($run.State)" -With @{ Method = 'Post'; Body = 'a=b' } }; Status = 405 }
        ) {
            $run = Open-SignIn

            $answer = & $Send

            $answer.StatusCode | Should -Be $Status
            "$($answer.Content)" | Should -Not -Match 'marker'
            if ($Status -eq 204) {
                "$($answer.Headers['Access-Control-Allow-Origin'])" | Should -Be $org.loginUrl
            }

            Assert-StillGood $run
        }

        It 'after 200 connections full of garbage, and with 200 that say nothing' {
            $run = Open-SignIn
            $garbage = [byte[]]::new(4096)
            [System.Random]::new(4).NextBytes($garbage)
            $clients = 1..400 | ForEach-Object {
                $client = [System.Net.Sockets.TcpClient]::new('localhost', $port)
                if ($_ -le 200) {
                    try { $client.GetStream().Write($garbage) } catch [System.IO.IOException] { $null = 'cut off' }
                }

                $client
            }

            try {
                Assert-StillGood $run
            } finally {
                $clients | ForEach-Object Dispose
            }
        }

        It 'beside a client that is slow' {
            $run = Open-SignIn
            $slow = [System.Net.Sockets.TcpClient]::new('localhost', $port)
            $slow.GetStream().Write([Text.Encoding]::ASCII.GetBytes('GET /OauthRed'))

            try {
                Assert-StillGood $run
            } finally {
                $slow.Dispose()
            }
        }

        It 'after a tab that was closed in the middle' {
            $run = Open-SignIn
            $tab = [System.Net.Sockets.TcpClient]::new('localhost', $port)
            $tab.GetStream().Write([Text.Encoding]::ASCII.GetBytes("GET /OauthRedirect?code=abc&state=$($run.State) HTTP/1.1`r`n"))
            $tab.Client.LingerState = [System.Net.Sockets.LingerOption]::new($true, 0)
            $tab.Dispose()

            Assert-StillGood $run
        }

        It 'and the same answer brought a second time is nobody''s any more' {
            $run = Open-SignIn
            $visit = Complete-SignIn $run
            (Complete-Elsewhere $run).Name | Should -Be 'demo'

            { Invoke-WebRequest $visit.location } | Should -Throw
            Get-OrgRequest $org 'authorization_code' | Should -HaveCount 1
            Assert-Alive $org 'demo'
        }
    }

    Context 'with a vault' {
        It 'asks for it before the browser is opened: <Case>' -Tag SecretManagement -ForEach @(
            @{ Case = 'an unknown vault'; With = @{ Name = 'demo'; Vault = 'Nowhere' }; Id = 'VaultNotFound'; Category = 'ObjectNotFound'; Target = { 'demo' } }
            @{ Case = 'a name that suits no vault'; With = @{ Name = 'my org' }; Id = 'ParameterInvalid'; Category = 'InvalidArgument'; Target = { $org.loginUrl } }
            @{ Case = 'a vault that cannot be read'; Prepare = { $null = Register-FileVault 'Files' | ForEach-Object { Set-Content "$_/refuse.Get-Secret" 'The network is down.' } }; With = @{ Name = 'demo'; Vault = 'Files' }; Id = 'VaultReadFailed'; Category = 'ReadError'; Target = { 'demo' } }
        ) {
            if (Test-Path Variable:Prepare) {
                & $Prepare
            }

            $call = $app.Clone()
            $With.GetEnumerator() | ForEach-Object { $call[$_.Key] = $_.Value }

            $shown = Connect-SfOrg @call -Verbose @quiet -ErrorVariable problem 4>&1

            Assert-Problem $problem $Id $Category (& $Target)
            "$shown" | Should -Not -Match 'Listening'
        }

        It 'holds up no refresh while a person signs in' {
            $null = New-TestConnection $org 'demo'
            $run = Open-SignIn

            (Update-SfAccessToken demo).Name | Should -Be 'demo'

            Assert-StillGood $run
        }

        It 'saves the new login first, and then revokes the one it replaces' {
            $null = New-TestConnection $org 'demo'
            $env:BROWSER = $person

            $null = Connect-SfOrg @app

            $requests = (Invoke-OrgControl $org 'requests' -Method Get).requests | Where-Object path -Match '/(token|revoke)$'
            @($requests.path)[-2, -1] | Should -Be '/services/oauth2/token', '/services/oauth2/revoke'
            $old, $new = Get-OrgFamily $org
            $old.isAlive, $old.endedBecause, $new.isAlive | Should -Be $false, 'revoked', $true
            Get-FormValue $requests[-1] 'token' | Should -Be $old.refreshToken
            Assert-Alive $org 'demo'
        }

        It 'revokes the refresh token that is saved when the new one comes, not the one of the beginning' {
            $null = New-TestConnection $org 'demo'
            $run = Open-SignIn
            $null = Update-SfAccessToken demo

            Assert-StillGood $run

            (Get-OrgFamily $org).isAlive | Should -Be $false, $true
            (Get-OrgFamily $org)[0].endedBecause | Should -Be 'revoked'
        }

        It 'warns when the old login could not be revoked, and is no error' {
            $null = New-TestConnection $org 'demo'
            Add-OrgFault $org @{ action = 'status'; status = 400; body = '{"error":"unsupported_token_type","error_description":"this token type is not supported"}'; contentType = 'application/json'; path = '/services/oauth2/revoke' }
            $env:BROWSER = $person

            $token = Connect-SfOrg @app -WarningVariable warning -WarningAction SilentlyContinue -ErrorAction Stop

            $token.Name | Should -Be 'demo'
            "$warning" | Should -Match "saved as 'demo'.*could not be revoked"
            Assert-Alive $org 'demo'
        }

        It 'is no warning when the org does not know the old login any more' {
            $null = New-TestConnection $org 'demo'
            Set-OrgScenario $org @{ refreshTokenIdleLimit = 60 }
            $null = Invoke-OrgControl $org 'clock' -Body @{ advanceSeconds = 3600 }
            $env:BROWSER = $person

            (Connect-SfOrg @app -WarningVariable warning).Name | Should -Be 'demo'

            $warning | Should -BeNullOrEmpty
            Assert-Alive $org 'demo'
        }

        It 'does not revoke what the org has handed out again' {
            $old = New-TestConnection $org 'demo'
            Set-OrgScenario $org @{ extraFields = @{ access_token = $old.GetAccessToken() } }
            $env:BROWSER = $person

            (Connect-SfOrg @app).GetAccessToken() | Should -Be $old.GetAccessToken()

            (Invoke-OrgControl $org 'requests' -Method Get).requests.path | Should -Not -Contain '/services/oauth2/revoke'
            (Get-OrgFamily $org).isAlive | Should -Be $true, $true
        }

        It 'leaves the old login alone when the new one could not be had' {
            $null = New-TestConnection $org 'demo'
            Add-OrgRefusal $org 'authorization_code' 'invalid_grant' 'expired authorization code'
            $env:BROWSER = $person

            Connect-SfOrg @app @quiet -ErrorVariable problem

            Assert-Problem $problem 'CodeExpired' 'AuthenticationError' 'demo'
            Assert-Alive $org 'demo'
        }

        It 'leaves the old login alone when the vault does not take the new one, which is in the output' -Tag SecretManagement {
            $folder = Register-FileVault 'Files'
            $null = New-TestConnection $org 'demo' @{ Vault = 'Files' }
            Set-Content "$folder/refuse.Set-Secret" 'The vault is read-only.'
            $env:BROWSER = $person

            $token = Connect-SfOrg @app -Vault Files @quiet -ErrorVariable problem

            Assert-Problem $problem 'ConnectionNotSaved' 'WriteError' 'demo'
            $token.UserId | Should -Match '^005'
            (Get-OrgFamily $org).isAlive | Should -Be $true, $true
        }
    }

    Context 'with a saved connection' {
        BeforeEach {
            $null = New-TestConnection $org 'demo'
            $env:BROWSER = $person
        }

        It 'signs in again with <Case>' -ForEach @(
            @{ Case = 'its name alone'; Connect = { Connect-SfOrg -Name demo -Port $port } }
            @{ Case = 'nothing at all, where it is the only one'; Connect = { Connect-SfOrg -Port $port } }
        ) {
            $token = & $Connect

            $token.Name, $token.ClientId, $token.LoginUrl | Should -Be 'demo', $org.clientId, $org.loginUrl
            (Get-OrgFamily $org).isAlive | Should -Be $false, $true
            Assert-Alive $org 'demo'
        }

        It 'takes a parameter before what is saved' {
            Set-OrgScenario $org @{ apps = @(@{ clientId = $org.clientId; clientSecret = 'a rotated secret' }) }

            $null = Connect-SfOrg -Name demo -Port $port -ClientSecret 'a rotated secret'

            Assert-Alive $org 'demo'
        }

        It 'is ConnectionNotFound when there is none of that name, and opens nothing' {
            $shown = Connect-SfOrg -Name other -Port $port -Verbose @quiet -ErrorVariable problem 4>&1

            Assert-Problem $problem 'ConnectionNotFound' 'ObjectNotFound' 'other'
            "$shown" | Should -Not -Match 'Listening'
        }
    }

    Context 'with -NoBrowser' {
        BeforeAll {
            # A prompt with a person at it, who reads what is on the screen.
            Add-Type -ReferencedAssemblies ([psobject].Assembly.Location), 'System.Collections', 'System.Collections.Concurrent', 'System.Console', 'System.Runtime', 'System.Security.SecureString' -TypeDefinition (Get-Content "$PSScriptRoot/../Kit/Workers/TypingHost.cs" -Raw)

            # A sign-in at a prompt, the URL it showed, and its screen.
            function Open-Typing([string] $Command, [hashtable] $With = $app) {
                $screen = [TypingHost]::new()
                $runspace = [runspacefactory]::CreateRunspace($screen)
                $runspace.Open()
                $run = Start-Elsewhere "Connect-SfOrg @With -NoBrowser $Command" $With -Runspace $runspace
                $run | Add-Member Screen $screen
                $run | Add-Member Url $screen.Shown.Take() -PassThru
            }
        }

        It 'prints the URL, takes the pasted address, and does not show it' {
            $run = Open-Typing
            $address = (Invoke-OrgControl $org 'browser' -Body @{ url = $run.Url }).location
            $run.Screen.Typed.Add($address)

            (Complete-Elsewhere $run).Name | Should -Be 'demo'

            $run.Shell.Streams.Error | Should -BeNullOrEmpty
            "$($run.Screen.Shown)" | Should -Match 'paste the address'
            Find-PlantedSecret $run.Screen.Shown (Get-FormValue (Get-OrgRequest $org 'authorization_code') 'code') | Should -BeNullOrEmpty
            Assert-Alive $org 'demo'
            Assert-PortFree
        }

        It 'asks again when the address is another one, three times in all' {
            $run = Open-Typing
            'nothing', "$callback`?code=abc&state=another", "$callback`?code=abc" | ForEach-Object { $run.Screen.Typed.Add($_) }

            $null = Complete-Elsewhere $run

            Assert-Problem $run.Shell.Streams.Error 'StateMismatch' 'SecurityError' 'demo'
            $run.Shell.Streams.Warning | Should -HaveCount 2
            Get-OrgRequest $org 'authorization_code' | Should -BeNullOrEmpty
        }

        It 'takes a callback that leads elsewhere' {
            $app.Remove('Port')
            $run = Open-Typing "-RedirectUri 'https://www.mysite.com/code_callback.jsp'"
            $run.Screen.Typed.Add((Invoke-OrgControl $org 'browser' -Body @{ url = $run.Url }).location)

            (Complete-Elsewhere $run).Name | Should -Be 'demo'
            $run.Shell.Streams.Error | Should -BeNullOrEmpty
        }

        It 'is InteractionImpossible where nobody can be asked: <Where>' -ForEach @(
            @{ Where = 'a job'; Ask = { $run = Start-Elsewhere 'Connect-SfOrg @With -NoBrowser' $app; $null = Complete-Elsewhere $run; "$($run.Shell.Streams.Error[0].FullyQualifiedErrorId)" } }
            @{ Where = 'a process without a user'; Ask = { (Invoke-NewProcess ((Get-Prologue) + "try { Connect-SfOrg -ClientId x -LoginUrl '$($org.loginUrl)' -NoBrowser } catch { `$_.FullyQualifiedErrorId }")).Text } }
        ) {
            & $Ask | Should -Match 'InteractionImpossible,SfOAuth\.Commands\.ConnectSfOrgCommand'
        }
    }

    Context 'before anything is opened' {
        It 'shows the request with -WhatIf, and does nothing' {
            $null = New-TestConnection $org 'demo'
            $run = Start-Elsewhere 'Connect-SfOrg @With -WhatIf -Verbose' $app

            Complete-Elsewhere $run | Should -BeNullOrEmpty

            "$($run.Shell.Streams.Verbose)" | Should -Not -Match 'Listening'
            Get-OrgRequest $org 'authorization_code' | Should -HaveCount 1 -Because 'that is the one of the beginning'
            Assert-Alive $org 'demo'
        }

        It 'refuses <Case>' -ForEach @(
            @{ Case = 'a callback of another machine'; With = @{ RedirectUri = 'https://acme.example/callback' }; Says = '-NoBrowser.*Get-SfAuthorizeUrl' }
            @{ Case = '-Port beside -RedirectUri'; With = @{ RedirectUri = 'http://localhost:1717/'; Port = 1717 }; Says = '-Port and -RedirectUri' }
            @{ Case = 'an empty secret'; With = @{ ClientSecret = '' }; Says = '-ClientSecret' }
        ) {
            $call = @{ ClientId = $org.clientId; LoginUrl = $org.loginUrl } + $With

            Connect-SfOrg @call @quiet -ErrorVariable problem

            "$($problem[0].FullyQualifiedErrorId)" | Should -BeLike 'ParameterInvalid,*'
            "$problem" | Should -Match $Says
        }
    }
}
