# What a person does at a browser that was opened with this URL: logs in, allows, and waits for the last page.
param([Parameter(Mandatory)] [string] $Url)

$ErrorActionPreference = 'Stop'
# The address that was opened leads on, once.
$Url = "$((Invoke-WebRequest $Url -MaximumRedirection 0 -SkipHttpErrorCheck -ErrorAction SilentlyContinue).Headers.Location)"
if ($Url -match '/secur/frontdoor') {
    # Nothing to be typed there.
    $null = Invoke-WebRequest $Url -SkipHttpErrorCheck
    return
}

$org = ([uri]$Url).GetLeftPart([System.UriPartial]::Authority)
$visit = @{ url = $Url; follow = $true } | ConvertTo-Json
$page = Invoke-RestMethod "$org/_control/browser" -Method Post -Body $visit -ContentType 'application/json'
if ($page.status -ne 200) {
    throw "The last page is $($page.status): $($page.body)"
}
