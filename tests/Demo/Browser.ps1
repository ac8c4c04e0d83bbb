# A person at a browser: opens the URL, logs in, allows, and reads the address bar.

function Invoke-SignIn($Org, [string] $Url) {
    $page = Invoke-WebRequest $Url -SessionVariable session
    $page = Send-Form $page -Session $session -Entries @{ username = $Org.username; password = $Org.password }
    $page = Send-Form $page -Session $session -Entries @{ decision = 'allow' }
    $page.BaseResponse.RequestMessage.RequestUri.AbsoluteUri
}

# The form of a page with what the person entered, and the page that comes after it.
function Send-Form($Page, $Session, [hashtable] $Entries) {
    $action = [regex]::Match($Page.Content, '<form method="post" action="([^"]*)"').Groups[1].Value
    $target = [uri]::new($Page.BaseResponse.RequestMessage.RequestUri, [System.Net.WebUtility]::HtmlDecode($action))
    $fields = $Entries.Clone()
    $Page.InputFields | Where-Object type -EQ 'hidden' | ForEach-Object { $fields[$_.name] = $_.value }
    Invoke-WebRequest $target -Method Post -Body $fields -WebSession $Session
}
