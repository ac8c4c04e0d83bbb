BeforeDiscovery {
    $rotations = @{ Rotation = 'on'; Rotates = $true }, @{ Rotation = 'off'; Rotates = $false }
}

Describe 'A login through the browser' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1", "$PSScriptRoot/../Kit/Browser.psm1" -Force
        $org = Start-TestOrg
        $refreshAndCall = @'
$token = Update-SfAccessToken demo
$answer = Invoke-RestMethod "$($token.InstanceUrl)/services/data/v66.0/query?q=SELECT Id, Name FROM Account" -Authentication Bearer -Token $token -AllowUnencryptedAuthentication
"$($token.Name) $($answer.totalSize) $($answer.records[0].Name)"
'@

        # The address, pasted whole; then two PowerShells that know nothing of this one.
        function Assert-Paste($Request, [string] $Address, [bool] $Rotates) {
            $Address | Should -BeLike "$($org.loginUrl)/services/oauth2/success?*code=*%3D%3D*"
            $token = $Request | Invoke-SfCodeExchange -ResponseUrl $Address -ClientSecret $org.clientSecret -Name demo
            $token.Name | Should -Be 'demo'

            foreach ($run in 1, 2) {
                $child = Invoke-NewProcess ((Get-Prologue) + $refreshAndCall)
                $child.Text.Trim() | Should -Be 'demo 6 Acme'
                $child.ExitCode | Should -Be 0
            }

            $family = Get-OrgFamily $org
            $family.isAlive, $family.refreshCount, $family.generation | Should -Be $true, 2, $(if ($Rotates) { 2 } else { 0 })
        }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
    }

    Context 'in Chromium' -Tag Browser {
        # One for all, for it takes its time to start.
        BeforeAll { $browser = Start-Browser }
        AfterAll { Stop-Browser $browser }

        Context 'and a pasted address' {
            BeforeEach {
                $request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl -Prompt login, consent
                Open-Page $browser $request.Url
                Write-Field $browser '#username' $org.username
            }

            It 'is saved from the pasted address, and a new process refreshes it and calls the org, with rotation <Rotation>' -ForEach $rotations {
                Set-OrgScenario $org @{ rotateRefreshTokens = $Rotates }
                Write-Field $browser '#password' $org.password
                Invoke-Click $browser '#Login'
                Wait-Page $browser 'Allow access?'
                Invoke-Click $browser '#allow'
                Wait-Page $browser 'Remote access authentication succeeded'

                Assert-Paste $request -Address (Get-Address $browser) -Rotates $Rotates
            }

            It 'is an error that says so when Deny is clicked' {
                Write-Field $browser '#password' $org.password
                Invoke-Click $browser '#Login'
                Invoke-Click $browser '#deny'
                Wait-Page $browser 'Remote access authentication succeeded'

                $request | Invoke-SfCodeExchange -ResponseUrl (Get-Address $browser) -Name demo -ErrorVariable problem -ErrorAction SilentlyContinue

                Assert-Problem $problem 'AccessDenied' 'PermissionDenied' 'demo'
                Get-SfConnection | Should -BeNullOrEmpty
            }

            It 'shows a wrong password on the page, and the address holds no code' {
                Write-Field $browser '#password' 'not it'
                Invoke-Click $browser '#Login'

                Get-Text $browser '#error' | Should -Match 'check your username and password'
                $request | Invoke-SfCodeExchange -ResponseUrl (Get-Address $browser) -ErrorVariable problem -ErrorAction SilentlyContinue
                Assert-Problem $problem 'ResponseUrlInvalid' 'InvalidArgument' $org.loginUrl
            }
        }

        Context 'with Open-SfOrg' {
            It 'is in the org without a login page, and the URL opens nothing a second time' {
                $null = New-TestToken $org -Scope 'api', 'web', 'refresh_token', 'id' -With @{ Name = 'demo' }
                $url = Open-SfOrg demo -UrlOnly

                Open-Page $browser $url
                Get-Text $browser '#welcome' | Should -Be "You are logged in to FakeOrg as $($org.username)."

                Open-Page $browser $url
                Get-Text $browser '#error' | Should -Match 'used or is too old'
            }
        }

        Context 'with Connect-SfOrg' {
            BeforeAll {
                $variable = $env:BROWSER

                # The login page, as the command asked the browser to open it.
                function Open-SignIn {
                    $run = Start-Elsewhere 'Connect-SfOrg @With -Verbose' @{ ClientId = $org.clientId; LoginUrl = $org.loginUrl; ClientSecret = $org.clientSecret; Port = $port; Name = 'demo'; Prompt = 'login', 'consent' }
                    $run.Shell.Streams.Verbose.BlockingEnumerator = $true
                    $url = foreach ($record in $run.Shell.Streams.Verbose) {
                        if ("$record" -match 'browser: (http\S+)$') {
                            $Matches[1]
                            break
                        }
                    }

                    Open-Page $browser $url
                    Write-Field $browser '#username' $org.username
                    Write-Field $browser '#password' $org.password
                    Invoke-Click $browser '#Login'
                    $run
                }
            }

            AfterAll { $env:BROWSER = $variable }

            BeforeEach {
                $port = Get-FreePort
                Set-OrgScenario $org @{ apps = @(@{ clientId = $org.clientId; callbacks = @("http://localhost:$port/OauthRedirect") }) }
                $env:BROWSER = "$(Get-PowerShellCommandLine) -Command 0 #"
            }

            It 'is saved once Allow is clicked, and the page says to go back' {
                $run = Open-SignIn
                Invoke-Click $browser '#allow'

                Wait-Page $browser 'The answer has arrived'
                Get-Text $browser 'main p' | Should -Match 'go back to PowerShell'
                (Complete-Elsewhere $run).Name | Should -Be 'demo'
                $run.Shell.Streams.Error | Should -BeNullOrEmpty
                Assert-Alive $org 'demo'
            }

            It 'is an error that says so when Deny is clicked, and so does the page' {
                $run = Open-SignIn
                Invoke-Click $browser '#deny'

                Wait-Page $browser 'Sign-in was refused'
                $null = Complete-Elsewhere $run
                Assert-Problem $run.Shell.Streams.Error 'AccessDenied' 'PermissionDenied' 'demo'
                Get-SfConnection | Should -BeNullOrEmpty
            }

            It 'shows a page in the colours and the font of its style, which its own policy permits' {
                $run = Open-SignIn
                Invoke-Click $browser '#allow'
                Wait-Page $browser 'The answer has arrived'

                $look = Invoke-Browser $browser '/execute/sync' -Body @{ args = @(); script = "return [getComputedStyle(document.querySelector('main')).maxWidth, document.documentElement.lang, document.title, document.scripts.length]" }
                $look | Should -Be '576px', 'en', 'The answer has arrived - SfOAuth', 0
                $null = Complete-Elsewhere $run
            }

            It 'is done from beginning to end by the program that $env:BROWSER names' {
                $errorFile = "$env:HOME/chromium.error"
                $env:BROWSER = "$(Get-PowerShellCommandLine) -File '$PSScriptRoot/../Kit/Workers/Chromium.ps1' %s $($org.username) '$($org.password)' '$errorFile'"

                $token = Connect-SfOrg -ClientId $org.clientId -LoginUrl $org.loginUrl -ClientSecret $org.clientSecret -Port $port -Name demo -ErrorVariable problem -ErrorAction SilentlyContinue

                Get-Content $errorFile -ErrorAction Ignore | Should -BeNullOrEmpty
                $problem | Should -BeNullOrEmpty
                $token.Name | Should -Be 'demo'
                Assert-Alive $org 'demo'
            }
        }
    }

    Context 'with its forms posted by hand' {
        BeforeAll {
            # Fills in a page's form as a browser would, and gives the answer to it.
            function Send-Form($Page, [uri] $Base, [hashtable] $Fields, $Session) {
                $null = $Page.Content -match '<form method="post" action="([^"]+)"'
                $action = [uri]::new($Base, [System.Net.WebUtility]::HtmlDecode($Matches[1]))
                $body = @{} + $Fields
                $Page.InputFields | Where-Object { $_.PSObject.Properties['type'] -and $_.type -eq 'hidden' } | ForEach-Object { $body[$_.name] = $_.value }
                Invoke-WebRequest $action -Method Post -Body $body -WebSession $Session -MaximumRedirection 0 -SkipHttpErrorCheck -ErrorAction SilentlyContinue
            }
        }

        It 'is saved from the pasted address, and a new process refreshes it and calls the org, with rotation <Rotation>' -ForEach $rotations {
            Set-OrgScenario $org @{ rotateRefreshTokens = $Rotates }
            $request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl

            $login = Invoke-WebRequest $request.Url -SessionVariable session
            $approval = Send-Form $login -Base $request.Url -Session $session -Fields @{ username = $org.username; password = $org.password }
            $callback = Send-Form $approval -Base $request.Url -Session $session -Fields @{ decision = 'allow' }

            Assert-Paste $request -Address $callback.Headers.Location[0] -Rotates $Rotates
        }

        It 'is an error that says so when the answer is deny' {
            $request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl

            $login = Invoke-WebRequest $request.Url -SessionVariable session
            $approval = Send-Form $login -Base $request.Url -Session $session -Fields @{ username = $org.username; password = $org.password }
            $callback = Send-Form $approval -Base $request.Url -Session $session -Fields @{ decision = 'deny' }

            $request | Invoke-SfCodeExchange -ResponseUrl $callback.Headers.Location[0] -ErrorVariable problem -ErrorAction SilentlyContinue
            Assert-Problem $problem 'AccessDenied' 'PermissionDenied' $org.loginUrl
        }
    }
}
