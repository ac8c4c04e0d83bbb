# A process that refreshes without a pause is killed at any moment. With SFOAUTH_TEST_STRESS=1 (build.ps1 -Task Stress) in full size.
BeforeDiscovery { $rotations = @{ Rotation = $true }, @{ Rotation = $false } }

BeforeAll {
    Import-Module "$PSScriptRoot/../Kit/TestKit.psm1", "$PSScriptRoot/../Kit/Workers/Workers.psm1" -Force
    $org = Start-TestOrg
    $rounds = if ($env:SFOAUTH_TEST_STRESS -eq '1') { 500 } else { 5 }
    $random = [System.Random]::new()

    function Open-Victim { Start-Worker @{ Release = (Get-Module SfOAuth).ModuleBase; Mode = 'Endless'; Name = 'victim' } }

    # After some refreshes, anywhere within one more: as long as the last one took is waited for at the most.
    function Exit-Anywhere($Worker) {
        Start-Round $Worker
        1..$random.Next(1, 6) | ForEach-Object {
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $Worker.StandardOutput.ReadLine() | Should -Be victim
        }

        $moment = $random.NextDouble() * $clock.Elapsed
        $clock.Restart()
        while ($clock.Elapsed -lt $moment) { $null = $Worker.Id }
        $Worker.Kill()
        $Worker.WaitForExit()
        $Worker.Dispose()
    }

    function Get-Neighbour { 'first', 'last' | ForEach-Object { Get-Content "$env:SFOAUTH_HOME/connections/$_.jwe" -Raw } }
    function Get-Leftover { @(Get-ChildItem "$env:SFOAUTH_HOME/connections/.new" -File) }
}

AfterAll { Stop-TestOrg $org }

Describe 'A process that is killed again and again while it refreshes, with rotation <Rotation>' -ForEach $rotations {
    It 'harms no neighbour, leaves nothing that stays, and loses the login only where nobody could have kept it' {
        Reset-FakeOrg $org
        Clear-TestVault
        Set-OrgScenario $org @{ rotateRefreshTokens = $Rotation; approvalLimit = 0 }
        'victim', 'first', 'last' | ForEach-Object { $null = New-TestConnection $org $_ }
        $neighbours = Get-Neighbour
        $next = Open-Victim
        $lost = 0
        try {
            foreach ($round in 1..$rounds) {
                $worker, $next = $next, (Open-Victim)
                Wait-Worker $worker
                Exit-Anywhere $worker

                $renewed = Update-SfAccessToken victim -ErrorVariable problem -ErrorAction SilentlyContinue

                if (-not $renewed) {
                    # The answer was in the dead process and nowhere else; where tokens do not rotate, that is no loss.
                    Assert-Problem $problem RefreshInterrupted AuthenticationError victim
                    $Rotation | Should -BeTrue
                    $null = New-TestConnection $org victim
                    $lost++
                }

                Get-Neighbour | Should -Be $neighbours
                (Get-SfConnection).Name | Should -Be first, last, victim
            }
        } finally {
            $next.Kill()
            $next.Dispose()
        }

        "$rounds processes killed with rotation ${Rotation}: $lost logins ended with the answer in hand." | Out-Host
        $families = Get-OrgFamily $org
        @($families | Where-Object endedBecause -EQ 'reuse') | Should -HaveCount $lost
        Get-Leftover | ForEach-Object { $_.LastWriteTimeUtc = [datetime]::UtcNow.AddDays(-8) }
        @(Update-SfAccessToken first, last, victim -ErrorAction Stop) | Should -HaveCount 3
        Get-Leftover | Should -BeNullOrEmpty
    }
}
