Describe 'Invoke-SfRestMethod' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        $limits = '/services/data/v66.0/limits'
        $accounts = '/services/data/v66.0/query?q=SELECT Id, Name FROM Account'

        function Get-RestRequest { (Invoke-OrgControl $org 'requests' -Method Get).requests | Where-Object path -Like '/services/data/*' }

        # Longer than any session of the org lives.
        function Close-OrgSession { $null = Invoke-OrgControl $org 'clock' @{ advanceSeconds = 8000 } }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $null = New-TestConnection $org 'demo'
    }

    Context 'with the token of' {
        It '<What>' -ForEach @(
            @{ What = 'a connection by name'; Call = { Invoke-SfRestMethod $limits -Name demo } }
            @{ What = 'the only connection there is'; Call = { Invoke-SfRestMethod $limits } }
            @{ What = 'a name from the pipeline'; Call = { 'demo' | Invoke-SfRestMethod $limits } }
            @{ What = 'a connection from the pipeline'; Call = { Get-SfConnection demo | Invoke-SfRestMethod $limits } }
            @{ What = 'a token from the pipeline'; Call = { Get-SfAccessToken demo | Invoke-SfRestMethod $limits } }
            @{ What = 'a refresh, straight from the pipeline'; Call = { Update-SfAccessToken demo | Invoke-SfRestMethod $limits } }
        ) {
            (& $Call).DailyApiRequests.Max | Should -BeGreaterThan 0
            Get-RestRequest | Should -HaveCount 1
        }

        It 'each of many, and goes on past one that is missing' {
            $null = New-TestConnection $org 'second'

            $answers = 'demo', 'missing', 'second' | Invoke-SfRestMethod $limits -ErrorVariable problem -ErrorAction SilentlyContinue

            $answers | Should -HaveCount 2
            Assert-Problem $problem 'ConnectionNotFound' 'ObjectNotFound' 'missing'
        }
    }

    Context 'when the session has expired' {
        It 'gets one new token, saves it, and makes the call once more' {
            $token = Get-SfAccessToken demo
            Close-OrgSession

            ($token | Invoke-SfRestMethod $limits).DailyApiRequests.Max | Should -BeGreaterThan 0

            (Get-RestRequest).status | Should -Be 401, 200
            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 1
            (Get-SfAccessToken demo -NoRefresh).GetAccessToken() | Should -Not -Be $token.GetAccessToken()
            Assert-Alive $org 'demo'
        }

        It 'takes the token somebody else has saved since, and asks for none' {
            $old = Get-SfAccessToken demo
            Close-OrgSession
            $new = Update-SfAccessToken demo

            $null = $old | Invoke-SfRestMethod $limits

            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 1
            (Get-RestRequest)[-1].headers.Authorization | Should -Be "Bearer $($new.GetAccessToken())"
        }

        It 'sends a change again, which was not carried out' {
            $token = Get-SfAccessToken demo
            Close-OrgSession

            ($token | Invoke-SfRestMethod /services/data/v66.0/sobjects/Account -Method Post -Body @{ Name = 'Acme' }).success | Should -BeTrue

            (Get-RestRequest).status | Should -Be 401, 201
        }

        It 'does not refresh for a 401 of another kind: <Text>' -ForEach @(
            @{ Text = 'This session is not valid for use with the REST API'; Code = 'INVALID_SESSION_ID' }
            @{ Text = 'Connected app is not attached to Agent'; Code = 'INVALID_SESSION_ID' }
        ) {
            Add-OrgFault $org @{ action = 'status'; path = $limits; status = 401; contentType = 'application/json'; body = ConvertTo-Json @(@{ message = $Text; errorCode = $Code }) }

            Invoke-SfRestMethod $limits -Name demo -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem $Code 'AuthenticationError' "GET $limits"
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        }

        It 'tries once and no more when the new token does not help either' {
            Add-OrgFault $org @{ action = 'status'; path = $limits; status = 401; count = 0; contentType = 'application/json'; body = '[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]' }

            Invoke-SfRestMethod $limits -Name demo -ErrorVariable problem -ErrorAction SilentlyContinue

            Assert-Problem $problem 'INVALID_SESSION_ID' 'AuthenticationError' "GET $limits"
            Get-RestRequest | Should -HaveCount 2
            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 1
        }

        It 'leaves the renewal to somebody else with -NoRefresh: <What>' -ForEach @(
            @{ What = 'by name'; Call = { Invoke-SfRestMethod $limits -Name demo -NoRefresh @quiet -ErrorVariable script:problem } }
            @{ What = 'with a token'; Call = { $token | Invoke-SfRestMethod $limits -NoRefresh @quiet -ErrorVariable script:problem } }
        ) {
            $quiet = @{ ErrorAction = 'SilentlyContinue' }
            $token = Get-SfAccessToken demo
            Close-OrgSession

            & $Call | Should -BeNullOrEmpty

            Assert-Problem $problem 'INVALID_SESSION_ID' 'AuthenticationError' "GET $limits"
            $problem.ErrorDetails.RecommendedAction | Should -BeLike "*job that refreshes 'demo'*-NoRefresh*"
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
            (Get-RestRequest).status | Should -Be 401
        }

        It 'needs no vault for a token with -NoRefresh' -Tag SecretManagement {
            $token = Get-SfAccessToken demo

            ($token | Invoke-SfRestMethod $limits -NoRefresh -Vault Nowhere).DailyApiRequests.Max | Should -BeGreaterThan 0
            $token | Invoke-SfRestMethod $limits -Vault Nowhere -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem 'VaultNotFound' 'ObjectNotFound' 'demo'
        }

        It 'calls with a saved token of any age with -NoRefresh, and with none that old without' {
            Set-SavedAge demo '2026-01-01T00:00:00Z'

            (Invoke-SfRestMethod $limits -Name demo -NoRefresh).DailyApiRequests.Max | Should -BeGreaterThan 0

            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
            $null = Invoke-SfRestMethod $limits -Name demo
            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 1
        }

        It 'leaves a token that is not saved as it is, and says what to do' {
            $request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl
            $login = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) -ClientSecret $org.clientSecret
            $token = Update-SfAccessToken -RefreshToken $login.RefreshToken -ClientId $org.clientId -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl -WarningAction Ignore
            Close-OrgSession

            $token | Invoke-SfRestMethod $limits -ErrorVariable problem -ErrorAction SilentlyContinue

            Assert-Problem $problem 'INVALID_SESSION_ID' 'AuthenticationError' "GET $limits"
            # The one that brought this token.
            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 1
        }
    }

    Context 'with -Paginate' {
        It 'gives every record of 25 pages once, though the session expires twice on the way' {
            Set-OrgScenario $org @{ queryRecords = 250; queryPageSize = 10 }
            $seen = 0

            $records = Get-SfAccessToken demo | Invoke-SfRestMethod $accounts -Paginate | ForEach-Object {
                if (++$seen -in 75, 180) { Close-OrgSession }
                $_
            }

            $records.Name | Should -Be (1..250 | ForEach-Object { "Name $_" })
            (Get-RestRequest | Where-Object status -EQ 200) | Should -HaveCount 25
            (Get-RestRequest | Where-Object status -EQ 401) | Should -HaveCount 2
            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 2
            Assert-Alive $org 'demo'
        }

        It 'streams: what nobody wants any more is not asked for' {
            Set-OrgScenario $org @{ queryRecords = 250; queryPageSize = 10 }

            Invoke-SfRestMethod $accounts -Name demo -Paginate | Select-Object -First 15 | Should -HaveCount 15

            Get-RestRequest | Should -HaveCount 2
        }

        It 'names the page that failed' {
            Set-OrgScenario $org @{ queryRecords = 250; queryPageSize = 10 }
            Add-OrgFault $org @{ action = 'status'; path = '/services/data/v66.0/query/*'; status = 400; contentType = 'application/json'; body = '[{"message":"invalid query locator","errorCode":"INVALID_QUERY_LOCATOR"}]' }

            $null = Invoke-SfRestMethod $accounts -Name demo -Paginate -ErrorVariable problem -ErrorAction SilentlyContinue

            $problem[0].FullyQualifiedErrorId | Should -BeLike 'INVALID_QUERY_LOCATOR,*'
            $problem[0].TargetObject | Should -Match '^GET /services/data/v66.0/query/\w'
        }

        It 'gives the page itself without it, and the answer itself where there are no records' {
            (Invoke-SfRestMethod $accounts -Name demo).totalSize | Should -Be 6
            (Invoke-SfRestMethod $limits -Name demo -Paginate).DailyApiRequests.Max | Should -BeGreaterThan 0
        }
    }

    Context 'to send' {
        It 'takes a body as <Form>' -ForEach @(
            @{ Form = 'a hashtable'; Body = @{ Name = "Acm`u{e9}" } }
            @{ Form = 'an object'; Body = [pscustomobject]@{ Name = "Acm`u{e9}" } }
            @{ Form = 'JSON text'; Body = "{`"Name`":`"Acm`u{e9}`"}" }
            @{ Form = 'bytes'; Body = [System.Text.Encoding]::UTF8.GetBytes("{`"Name`":`"Acm`u{e9}`"}") }
        ) {
            $new = Invoke-SfRestMethod /services/data/v66.0/sobjects/Account -Name demo -Method Post -Body $Body

            (Invoke-SfRestMethod "/services/data/v66.0/sobjects/Account/$($new.id)" -Name demo).Name | Should -Be "Acm`u{e9}"
        }

        It 'takes another content type and headers' {
            Invoke-SfRestMethod /services/data/v66.0/sobjects/Account -Name demo -Method Post -Body '<a/>' -ContentType 'application/xml' -Headers @{ 'Sforce-Call-Options' = 'client=test' } -ErrorVariable problem -ErrorAction SilentlyContinue

            Assert-Problem $problem 'UNSUPPORTED_MEDIA_TYPE' 'InvalidType' 'POST /services/data/v66.0/sobjects/Account'
            (Get-RestRequest).headers.'Sforce-Call-Options', (Get-RestRequest).headers.'Content-Type' | Should -Be 'client=test', 'application/xml'
        }

        It 'takes the content type from the headers, and several values of one' {
            Invoke-SfRestMethod /services/data/v66.0/sobjects/Account -Name demo -Method Post -Body @{ Name = 'Acme' } -Headers @{ 'content-type' = 'application/json'; 'Content-Language' = 'en'; 'X-Sizes' = 1.5, 2 } | Should -Not -BeNullOrEmpty
            $null = Invoke-SfRestMethod $limits -Name demo -Headers @{ 'Content-Type' = 'application/json'; Accept = 'application/json' }

            $post, $get = Get-RestRequest
            $post.headers.'Content-Type', $post.headers.'Content-Language', $post.headers.'X-Sizes' | Should -Be 'application/json', 'en', '1.5, 2'
            $get.headers.Accept | Should -Be 'application/json'
        }

        It 'says what to use in place of a file as body' {
            Invoke-SfRestMethod /services/data -Name demo -Method Post -Body (Get-Item $PSCommandPath) -ErrorVariable problem -ErrorAction SilentlyContinue

            "$problem" | Should -Match '-InFile'
        }

        It 'takes a query as <Form>, and the org reads what was meant' -ForEach @(
            @{ Form = '-Query'; Call = { Invoke-SfRestMethod /services/data/v66.0/query -Name demo -Query @{ q = $soql } } }
            @{ Form = 'the table of a GET'; Call = { Invoke-SfRestMethod /services/data/v66.0/query -Name demo -Body @{ q = $soql } } }
        ) {
            $soql = "SELECT Id FROM Account WHERE Name LIKE '%R&D = C# +41%'"

            $null = & $Call

            [uri]::UnescapeDataString(((Get-RestRequest).query -replace '^\??q=')) | Should -Be $soql
        }

        It 'keeps the order of an ordered query' {
            $null = Invoke-SfRestMethod $limits -Name demo -Query ([ordered]@{ z = 1; a = 'x y'; m = 1, 2; on = $true })

            (Get-RestRequest).query | Should -BeLike '*z=1&a=x%20y&m=1%2C2&on=true'
        }

        It 'joins lines: <Form>' -ForEach @(
            @{ Form = 'texts, where the type is not JSON'; Body = { 'Name', 'Acme', 'Zulu' }; With = @{ ContentType = 'text/csv' }; Sent = "Name`nAcme`nZulu" }
            @{ Form = 'of a file, whatever the type'; Body = { Set-Content "$TestDrive/body.json" '{', '"Name":"Acme"', '}'; Get-Content "$TestDrive/body.json" }; With = @{}; Sent = "{`n`"Name`":`"Acme`"`n}" }
        ) {
            $null = Invoke-SfRestMethod /services/data/v66.0/sobjects/Account -Name demo -Method Post -Body (& $Body) @With -ErrorAction SilentlyContinue

            (Get-RestRequest).body | Should -Be $Sent
        }

        It 'sends a file as it is, with the type of its name: <Name>' -ForEach @(
            @{ Name = 'a.csv'; Type = 'text/csv; charset=utf-8'; With = @{} }
            @{ Name = 'a.json'; Type = 'application/json; charset=utf-8'; With = @{} }
            @{ Name = 'a.bin'; Type = 'application/octet-stream'; With = @{} }
            @{ Name = 'b.csv'; Type = 'text/plain'; With = @{ ContentType = 'text/plain' } }
        ) {
            Set-Content "$TestDrive/$Name" 'Name', 'Acme'

            $null = Invoke-SfRestMethod /services/data/v66.0/sobjects/Account -Name demo -Method Post -InFile "$TestDrive/$Name" @With -ErrorAction SilentlyContinue

            (Get-RestRequest).headers.'Content-Type' | Should -Be $Type
            (Get-RestRequest).body | Should -Be (Get-Content "$TestDrive/$Name" -Raw)
        }

        It 'names connection and host in a question' {
            $output = Start-Transcript "$TestDrive/whatif.txt"
            Invoke-SfRestMethod /services/data/v66.0/sobjects/Account/001000000000001 -Name demo -Method Delete -WhatIf
            $null = $output, (Stop-Transcript)

            Get-Content "$TestDrive/whatif.txt" -Raw | Should -Match "DELETE /services/data/v66.0/sobjects/Account/001000000000001.*connection 'demo' at (127\.0\.0\.1|localhost):\d+"
        }

        It 'tells whose a result is, where connections come through the pipeline' {
            $null = New-TestConnection $org 'other'

            $results = Get-SfConnection | Invoke-SfRestMethod $limits

            $results.SfConnection | Sort-Object | Should -Be 'demo', 'other'
            (Invoke-SfRestMethod $limits -Name demo).PSObject.Properties.Name | Should -Not -Contain 'SfConnection'
        }

        It 'gives nothing for the answer to a HEAD, and for one that has not changed' {
            Invoke-SfRestMethod $limits -Name demo -Method Head | Should -BeNullOrEmpty
            Add-OrgFault $org @{ action = 'status'; path = $limits; status = 304 }
            Invoke-SfRestMethod $limits -Name demo | Should -BeNullOrEmpty
        }

        It 'gives nothing for an answer without content' {
            $id = (Invoke-SfRestMethod $accounts -Name demo).records[0].Id

            Invoke-SfRestMethod "/services/data/v66.0/sobjects/Account/$id" -Name demo -Method Delete | Should -BeNullOrEmpty
        }

        It 'sends nothing with -WhatIf' {
            Invoke-SfRestMethod /services/data/v66.0/sobjects/Account -Name demo -Method Post -Body @{ Name = 'Acme' } -WhatIf

            Get-RestRequest | Should -BeNullOrEmpty
        }

        It 'refuses <What>, and sends nothing' -ForEach @(
            @{ What = 'a URL of another host'; With = @{ Path = 'https://evil.example/services/data' }; Id = 'HostForeign'; Category = 'SecurityError' }
            @{ What = 'a path that is another host'; With = @{ Path = '//evil.example/services/data' }; Id = 'HostForeign'; Category = 'SecurityError' }
            @{ What = 'the same host without TLS or on another port'; With = @{ Path = 'http://127.0.0.1:9/services/data' }; Id = 'HostForeign'; Category = 'SecurityError' }
            @{ What = 'a header that would take the token''s place'; With = @{ Path = '/services/data'; Headers = @{ authorization = 'Bearer x' } }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'a header that begins another one'; With = @{ Path = '/services/data'; Headers = @{ 'X-A' = "x`r`nX-Injected: 1" } }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'a header that ends the request'; With = @{ Path = '/services/data'; Headers = @{ 'X-A' = "x`n`nDELETE / HTTP/1.1" } }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'a header that is not of ASCII'; With = @{ Path = '/services/data'; Method = 'Post'; Body = '{}'; Headers = @{ 'X-User' = "J`u{fc}rgen" } }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'a header with a blank in its name'; With = @{ Path = '/services/data'; Headers = @{ 'bad header' = 'x' } }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'a header without a name'; With = @{ Path = '/services/data'; Headers = @{ '' = 'x' } }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'a header that names another host'; With = @{ Path = '/services/data'; Headers = @{ Host = 'evil.example' } }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'a content type that is none'; With = @{ Path = '/services/data'; Method = 'Post'; Body = '{}'; ContentType = 'json' }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'a content type that begins a header'; With = @{ Path = '/services/data'; Method = 'Post'; Body = '{}'; ContentType = "application/json`r`n X-A: 1" }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'two content types'; With = @{ Path = '/services/data'; Method = 'Post'; Body = '{}'; ContentType = 'application/json'; Headers = @{ 'content-type' = 'text/csv' } }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'a body on a GET'; With = @{ Path = '/services/data'; Body = 'x' }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'a path that is half encoded'; With = @{ Path = "/services/data/v66.0/query?q=SELECT Id FROM Account WHERE Name LIKE '%Acme%'" }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'a file as body'; With = @{ Path = '/services/data'; Method = 'Post'; Body = (Get-Item $PSCommandPath) }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'a file in a body'; With = @{ Path = '/services/data'; Method = 'Post'; Body = @{ File = Get-Item $PSCommandPath } }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'a body that leads to itself'; With = @{ Path = '/services/data'; Method = 'Post'; Body = (& { $endless = @{}; $endless.Self = $endless; $endless }) }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'an object as a body that is not JSON'; With = @{ Path = '/services/data'; Method = 'Post'; ContentType = 'text/csv'; Body = @{ a = 1 } }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'a file that is not there'; With = @{ Path = '/services/data'; Method = 'Post'; InFile = './no such file.csv' }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'an answer into something else than a file'; With = @{ Path = '/services/data'; OutFile = 'Env:\x' }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
            @{ What = 'two bodies'; With = @{ Path = '/services/data'; Method = 'Post'; InFile = $PSCommandPath; Body = 'x' }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
        ) {
            Invoke-SfRestMethod @With -Name demo -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem $Id $Category 'demo'
            Get-RestRequest | Should -BeNullOrEmpty
        }
    }

    Context 'as dictionaries' {
        It 'keeps names that differ by case, an empty one, and their order' {
            Add-OrgFault $org @{ action = 'status'; path = $limits; status = 200; contentType = 'application/json'; body = '{"b":1,"B":2,"":3,"a":{"x":[{"Y":4,"y":5}]}}' }

            $answer = Invoke-SfRestMethod $limits -Name demo -AsHashtable

            $answer | Should -BeOfType System.Collections.Specialized.OrderedDictionary
            @($answer.Keys) | Should -BeExactly 'b', 'B', '', 'a'
            $answer['b'], $answer['B'], $answer[''], $answer['a']['x'][0]['y'] | Should -Be 1, 2, 3, 5
        }

        It 'follows the pages of a query' {
            $records = Invoke-SfRestMethod /services/data/v66.0/query -Query @{ q = 'SELECT Id, Name FROM Account' } -Name demo -Paginate -AsHashtable

            $records.Count | Should -Be 6
            $records | ForEach-Object { $_['Name'] | Should -Not -BeNullOrEmpty }
        }
    }

    Context 'into a file' {
        It 'writes the answer as it came, over an earlier one' {
            $file = "$TestDrive/limits.json"
            Set-Content $file 'earlier'

            Invoke-SfRestMethod $limits -Name demo -OutFile $file | Should -BeNullOrEmpty

            (Get-Content $file -Raw | ConvertFrom-Json).DailyApiRequests.Max | Should -BeGreaterThan 0
            Get-ChildItem $TestDrive -Filter '*.part' | Should -BeNullOrEmpty
        }

        It 'leaves the earlier one alone when <What>' -ForEach @(
            @{ What = 'the org refuses'; Path = '/services/data/v66.0/nothing'; Id = 'NOT_FOUND'; Category = 'ObjectNotFound'; Target = 'GET /services/data/v66.0/nothing' }
            @{ What = 'the answer is cut off'; Path = '/services/data/v66.0/limits'; Fault = @{ action = 'truncate'; path = '/services/data/v66.0/limits' }; Id = 'AnswerTruncated'; Category = 'InvalidData'; Target = 'demo' }
        ) {
            $file = "$TestDrive/kept.json"
            Set-Content $file 'earlier'
            if (Test-Path Variable:Fault) { Add-OrgFault $org $Fault }

            Invoke-SfRestMethod $Path -Name demo -OutFile $file -ErrorVariable problem -ErrorAction SilentlyContinue

            Assert-Problem $problem $Id $Category $Target
            Get-Content $file | Should -Be 'earlier'
            Get-ChildItem $TestDrive -Filter '*.part' | Should -BeNullOrEmpty
        }

        It 'says when it can''t be written' {
            Invoke-SfRestMethod $limits -Name demo -OutFile "$TestDrive/no such folder/x.json" -ErrorVariable problem -ErrorAction SilentlyContinue

            Assert-Problem $problem 'FileNotWritten' 'WriteError' 'demo'
        }
    }

    Context 'when the connection breaks' {
        It 'sends a <Method> <Times> time(s), and says what may have happened' -ForEach @(
            @{ Method = 'Post'; With = @{ Body = @{ Name = 'x' } }; Times = 1; Advice = 'may have carried out the call' }
            @{ Method = 'Post'; With = @{}; Times = 1; Advice = 'may have carried out the call' }
            @{ Method = 'Patch'; With = @{ Body = @{ Name = 'x' } }; Times = 1; Advice = 'may have carried out the call' }
            @{ Method = 'Get'; With = @{}; Times = 3; Advice = 'safe to try again' }
            @{ Method = 'Delete'; With = @{}; Times = 3; Advice = 'safe to try again' }
        ) {
            Add-OrgFault $org @{ action = 'reset'; phase = 'after'; path = $limits; count = 0 }

            Invoke-SfRestMethod $limits -Name demo -Method $Method @With -ErrorVariable problem -ErrorAction SilentlyContinue

            Assert-Problem $problem 'AnswerLost' 'ConnectionError' 'demo'
            Get-RestRequest | Should -HaveCount $Times
            $problem.ErrorDetails.RecommendedAction | Should -Match $Advice
            $problem.ErrorDetails.RecommendedAction | Should -Not -Match 'refresh token|Nothing was sent'
        }
    }

    Context 'when the org refuses' {
        It 'makes an error of each that it names' {
            Add-OrgFault $org @{ action = 'status'; path = $limits; status = 400; contentType = 'application/json'; body = '[{"message":"No such column","errorCode":"INVALID_FIELD","fields":["X"]},{"message":"Too long","errorCode":"STRING_TOO_LONG"}]' }

            Invoke-SfRestMethod $limits -Name demo -ErrorVariable problem -ErrorAction SilentlyContinue

            @($problem | ForEach-Object { $_.FullyQualifiedErrorId }) | Should -Be 'INVALID_FIELD,SfOAuth.Commands.InvokeSfRestMethodCommand', 'STRING_TOO_LONG,SfOAuth.Commands.InvokeSfRestMethodCommand'
            "$($problem[0])" | Should -Be "GET ${limits}: INVALID_FIELD: No such column"
            $problem | ForEach-Object { $_.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty }
        }

        It 'says <Id> for status <Status>' -ForEach @(
            @{ Status = 403; Body = '[{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]'; Id = 'REQUEST_LIMIT_EXCEEDED'; Category = 'PermissionDenied' }
            @{ Status = 404; Body = '[{"message":"The requested resource does not exist","errorCode":"NOT_FOUND"}]'; Id = 'NOT_FOUND'; Category = 'ObjectNotFound' }
            @{ Status = 500; Body = '<html>maintenance</html>'; Id = 'HttpInternalServerError'; Category = 'ResourceUnavailable' }
            @{ Status = 403; Body = 'Wrong_Org'; Id = 'HttpForbidden'; Category = 'PermissionDenied' }
        ) {
            Add-OrgFault $org @{ action = 'status'; path = $limits; status = $Status; contentType = 'application/json'; body = $Body }

            Invoke-SfRestMethod $limits -Name demo -ErrorVariable problem -ErrorAction SilentlyContinue

            @($problem)[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
            Assert-Problem $problem $Id $Category "GET $limits"
        }

        It 'waits for a busy org: <Method> after <Status>' -ForEach @(
            @{ Method = 'Get'; Status = 503; Headers = @{ 'Retry-After' = '0' }; Sent = 2 }
            @{ Method = 'Get'; Status = 429; Headers = @{ 'Retry-After' = '0' }; Sent = 2 }
            @{ Method = 'Post'; Status = 429; Headers = @{ 'Retry-After' = '0' }; Sent = 2 }
            @{ Method = 'Post'; Status = 503; Headers = @{ 'Retry-After' = '0' }; Sent = 2 }
            @{ Method = 'Post'; Status = 503; Headers = @{}; Sent = 1 }
            @{ Method = 'Post'; Status = 502; Headers = @{ 'Retry-After' = '0' }; Sent = 1 }
        ) {
            $path = '/services/data/v66.0/sobjects/Account'
            $body = if ($Method -eq 'Post') { @{ Body = @{ Name = 'Acme' } } } else { @{} }
            Add-OrgFault $org @{ action = 'status'; path = $path; status = $Status; headers = $Headers }

            $null = Invoke-SfRestMethod $path -Name demo -Method $Method @body -ErrorAction SilentlyContinue

            Get-RestRequest | Should -HaveCount $Sent
        }
    }

    It 'tells of <Path> as <Shown>' -ForEach @(
        @{ Path = '/services/data?q=SELECT Id'; Shown = '/services/data?q=SELECT Id' }
        @{ Path = '/services/data?url=https://a.example//b'; Shown = '/services/data?url=https://a.example//b' }
        @{ Path = 'https://me:secret@a.example/b?sid=secret'; Shown = 'https://a.example/b' }
        @{ Path = '//me:secret@a.example/b?sid=secret'; Shown = 'https://a.example/b' }
    ) {
        Get-EverythingShown { Invoke-SfRestMethod $Path -Name demo -WhatIf } | Out-String | Should -BeLike "*`"GET $Shown`" on target `"connection 'demo' at *"
    }

    It 'reads what ConvertFrom-Json reads: <Json>' -ForEach @(
        @{ Json = '{"a":1,"b":[1,2.5,-3e2,4294967296],"c":{"d":null,"e":true},"f":[],"g":{}}' }
        @{ Json = '{"odd name":"x","\u00c4/\u00f6":"\u00e4\n","deep":{"a":{"b":{"c":[{"d":1}]}}}}' }
        @{ Json = '[{"a":1},{"a":2}]' }
    ) {
        Add-OrgFault $org @{ action = 'status'; path = $limits; status = 200; contentType = 'application/json'; body = $Json }

        $answer = Invoke-SfRestMethod $limits -Name demo

        ConvertTo-Json @($answer) -Depth 10 -Compress | Should -Be (ConvertTo-Json @($Json | ConvertFrom-Json) -Depth 10 -Compress)
    }

    It 'shows no secret when <Case>' -ForEach @(
        @{ Case = 'all goes well'; Sees = 'DailyApiRequests' }
        @{ Case = 'it is only asked'; With = @{ WhatIf = $true }; Sees = 'What if' }
        @{ Case = 'the org echoes the token'; Prepare = { Add-OrgFault $org @{ action = 'status'; path = $limits; status = 400; contentType = 'application/json'; body = ConvertTo-Json @(@{ message = "bad $plain"; errorCode = "CODE_$plain" }) } }; Sees = 'CODE_' }
        @{ Case = 'the path is another host'; With = @{ Path = 'https://me:PlantedPassword1@evil.example/?sid=PlantedSession1' }; Sees = 'HostForeign' }
    ) {
        $plain = Get-SfAccessToken demo -AsPlainText
        $all = @{ Path = $limits; Name = 'demo'; Verbose = $true; Debug = $true }
        if (Test-Path Variable:Prepare) { . $Prepare }
        if (Test-Path Variable:With) { $With.GetEnumerator() | ForEach-Object { $all[$_.Key] = $_.Value } }

        $shown = Get-EverythingShown { Invoke-SfRestMethod @all }

        "$shown" | Should -Match $Sees
        Find-PlantedSecret $shown (@($plain, $org.clientSecret, 'PlantedPassword1', 'PlantedSession1') + (Get-OrgFamily $org).refreshToken) | Should -BeNullOrEmpty
    }

    Context 'with a short path' {
        It 'calls the newest version of the API: <Path>' -ForEach @(
            @{ Path = '/limits' }
            @{ Path = 'limits' }
        ) {
            $null = Invoke-SfRestMethod $Path -Name demo
            @(Get-RestRequest).path | Should -Contain '/services/data/v67.0/limits'
        }

        It 'asks for the versions once in a process, and sends no token with it' {
            1..3 | ForEach-Object { $null = Invoke-SfRestMethod /limits -Name demo }

            $asked = @(Get-RestRequest | Where-Object path -EQ '/services/data')
            $asked.Count | Should -BeLessOrEqual 1
            $asked | ForEach-Object { "$($_.headers | ConvertTo-Json -Depth 5)" | Should -Not -Match 'Bearer' }
        }

        It 'calls the version that is named: <Version>' -ForEach @(
            @{ Version = 60 }
            @{ Version = 60.0 }
            @{ Version = '60.0' }
            @{ Version = 'v60.0' }
        ) {
            $null = Invoke-SfRestMethod /limits -Name demo -ApiVersion $Version
            @(Get-RestRequest).path | Should -Be '/services/data/v60.0/limits'
        }

        It 'refuses what is no version: <Version>' -ForEach @(@{ Version = 'newest' }, @{ Version = '60.5' }, @{ Version = '../v1' }) {
            { Invoke-SfRestMethod /limits -Name demo -ApiVersion $Version } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
            Get-RestRequest | Should -BeNullOrEmpty
        }

        It 'sends nothing to ask under -WhatIf' {
            Invoke-SfRestMethod /limits -Name demo -WhatIf
            Get-RestRequest | Should -BeNullOrEmpty
        }
    }

    Context 'with variables for the answer' {
        It 'leaves headers and status in them' {
            $null = Invoke-SfRestMethod $limits -Name demo -ResponseHeadersVariable headers -StatusCodeVariable status

            $status | Should -Be 200
            $headers['Content-Type'] | Should -Match 'application/json'
            $headers['sforce-limit-info'] | Should -Not -BeNullOrEmpty
        }

        It 'leaves the status of a refusal' {
            Invoke-SfRestMethod /nothing-here -Name demo -StatusCodeVariable status -ErrorAction SilentlyContinue
            $status | Should -Be 404
        }

        It 'leaves the status where nothing else comes back' {
            $id = (Invoke-SfRestMethod /sobjects/Account -Name demo -Method Post -Body @{ Name = 'To go' } -StatusCodeVariable status).id
            $status | Should -Be 201
            Invoke-SfRestMethod "/sobjects/Account/$id" -Name demo -Method Delete -StatusCodeVariable status | Should -BeNullOrEmpty
            $status | Should -Be 204
        }
    }

    Context 'attributes of records' {
        BeforeAll { $rows = @{ Path = '/query'; Query = @{ q = 'SELECT Id, Name FROM Account LIMIT 2' }; Paginate = $true; Name = 'demo' } }

        It 'are left out' {
            (Invoke-SfRestMethod @rows)[0].PSObject.Properties.Name | Should -Be 'Id', 'Name'
            (Invoke-SfRestMethod @rows)[0].PSObject.Properties.Name | Should -Not -Contain 'attributes'
            (Invoke-SfRestMethod @rows -AsHashtable)[0].Keys | Should -Not -Contain 'attributes'
            (Invoke-SfRestMethod '/query' -Query $rows.Query -Name demo).records[0].PSObject.Properties.Name | Should -Not -Contain 'attributes'
        }

        It 'are there when asked for' {
            (Invoke-SfRestMethod @rows -IncludeAttributes)[0].attributes.type | Should -Be 'Account'
        }

        It 'are in no file, so that it can be sent back' {
            Invoke-SfRestMethod @rows | Export-Csv "$TestDrive/rows.csv" -NoTypeInformation
            $results = Import-Csv "$TestDrive/rows.csv" | Invoke-SfRestMethod /composite/sobjects -Method Patch -SObject Account -Name demo

            $results.success | Should -Be $true, $true
        }

        It 'keeps a field of that name that is something else' {
            $body = '{"attributes":{"type":"x","color":"red"},"a":{"attributes":["type"]},"b":{"attributes":{"type":"Account","url":"/x"},"Id":"1"}}'
            Add-OrgFault $org @{ action = 'status'; path = $limits; status = 200; contentType = 'application/json'; body = $body }

            $answer = Invoke-SfRestMethod $limits -Name demo

            $answer.attributes.color | Should -Be 'red'
            $answer.a.attributes | Should -Be 'type'
            $answer.b.PSObject.Properties.Name | Should -Be 'Id'
        }
    }

    Context 'with records from the pipeline' {
        BeforeAll {
            $collection = @{ Path = '/composite/sobjects'; Name = 'demo'; SObject = 'Account' }
            function Get-Sent { @(Get-RestRequest | Where-Object path -Like '*/composite/sobjects') }
        }

        It 'sends <Count> in calls of up to 200, in order, with a result each' -ForEach @(
            @{ Count = 1; Calls = 1 }
            @{ Count = 200; Calls = 1 }
            @{ Count = 201; Calls = 2 }
            @{ Count = 450; Calls = 3 }
        ) {
            $results = @(1..$Count | ForEach-Object { [pscustomobject]@{ Name = "Row $_" } } | Invoke-SfRestMethod @collection -Method Post)

            $results | Should -HaveCount $Count
            Get-Sent | Should -HaveCount $Calls
            $last = Invoke-SfRestMethod "/sobjects/Account/$($results[-1].id)" -Name demo
            $last.Name | Should -Be "Row $Count"
        }

        It 'names the record that the org refuses, and takes the others' {
            $rows = "Name,Industry", 'First,Banking', ',Banking', 'Third,' | ConvertFrom-Csv
            $results = $rows | Invoke-SfRestMethod @collection -Method Post -ErrorVariable problem -ErrorAction SilentlyContinue

            $results.success | Should -Be $true, $false, $true
            $problem | Should -HaveCount 1
            $problem[0].FullyQualifiedErrorId | Should -BeLike 'REQUIRED_FIELD_MISSING,*'
            "$($problem[0])" | Should -Match '^Record 2: REQUIRED_FIELD_MISSING'
            $problem[0].TargetObject | Should -Be $rows[1]
            "$($problem[0].CategoryInfo.Category)" | Should -Be 'InvalidData'
            $problem[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        }

        It 'counts records over all calls' {
            $rows = 1..250 | ForEach-Object { [pscustomobject]@{ Name = if ($_ -eq 222) { '' } else { "Row $_" }; Industry = "i$_" } }
            $null = $rows | Invoke-SfRestMethod @collection -Method Post -ErrorVariable problem -ErrorAction SilentlyContinue

            "$problem" | Should -Match '^Record 222: '
        }

        It 'takes all or none when asked to' {
            $results = @{ Name = 'Good' }, @{ Name = '' } |
                Invoke-SfRestMethod @collection -Method Post -AllOrNone -ErrorVariable problem -ErrorAction SilentlyContinue

            $results.success | Should -Be $false, $false
            $problem.FullyQualifiedErrorId -replace ',.*' | Should -Contain 'REQUIRED_FIELD_MISSING'
        }

        It 'changes and deletes records too' {
            $ids = ('One', 'Two' | ForEach-Object { @{ Name = $_ } } | Invoke-SfRestMethod @collection -Method Post).id
            $changed = $ids | ForEach-Object { [pscustomobject]@{ Id = $_; Name = 'New' } } | Invoke-SfRestMethod @collection -Method Patch
            $changed.success | Should -Be $true, $true
            (Invoke-SfRestMethod "/sobjects/Account/$($ids[1])" -Name demo).Name | Should -Be 'New'

            $gone = $ids | ForEach-Object { [pscustomobject]@{ Id = $_ } } | Invoke-SfRestMethod /composite/sobjects -Name demo -Method Delete
            $gone.id | Should -Be $ids
        }

        It 'knows what a record is by its attributes' {
            $row = [pscustomobject]@{ attributes = @{ type = 'Contact' }; LastName = 'Doe' }
            ($row | Invoke-SfRestMethod /composite/sobjects -Name demo -Method Post).id | Should -Match '^003'
        }

        It 'refuses <Case>, and sends nothing' -ForEach @(
            @{ Case = 'records without a type'; With = @{ Path = '/composite/sobjects'; Method = 'Post' } }
            @{ Case = 'another path'; With = @{ Path = '/sobjects/Account/001'; Method = 'Delete'; SObject = 'Account' } }
            @{ Case = 'a method that sends none'; With = @{ Path = '/composite/sobjects'; SObject = 'Account' } }
            @{ Case = 'several connections'; With = @{ Path = '/composite/sobjects'; SObject = 'Account'; Method = 'Post'; Name = 'demo', 'py' } }
        ) {
            $null = New-TestConnection $org 'py'
            $all = @{ Name = 'demo' }
            $With.GetEnumerator() | ForEach-Object { $all[$_.Key] = $_.Value }

            [pscustomobject]@{ Id = '001000000000001'; Name = 'py' } | Invoke-SfRestMethod @all -ErrorVariable problem -ErrorAction SilentlyContinue

            @($problem)[0].FullyQualifiedErrorId | Should -BeLike 'ParameterInvalid,*'
            Get-RestRequest | Where-Object method -NE 'GET' | Should -BeNullOrEmpty
        }

        It 'asks before each call, and sends nothing under -WhatIf' {
            $told = Get-EverythingShown { 1..3 | ForEach-Object { @{ Name = "Row $_" } } | Invoke-SfRestMethod @collection -Method Post -WhatIf }

            "$told" | Should -Match '3 records, 1 to 3'
            Get-Sent | Should -BeNullOrEmpty
        }

        It 'renews an expired session in the middle, and loses none' {
            $null = Invoke-OrgControl $org 'clock' -Body @{ advanceSeconds = 36000 }
            $results = 1..3 | ForEach-Object { @{ Name = "Row $_" } } | Invoke-SfRestMethod @collection -Method Post

            $results.success | Should -Be $true, $true, $true
        }
    }
}
