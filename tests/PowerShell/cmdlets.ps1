# Cmdlets of PowerShell that its engine's package lacks, as far as build.ps1 calls them; files go through the engine's
# own provider.
$provider = $ExecutionContext.InvokeProvider
$paths = $ExecutionContext.SessionState.Path

function Join-Path($Path, $ChildPath) { $paths.Combine($Path, $ChildPath) }

function Split-Path([switch] $Parent, $Path) { $paths.ParseParent($Path, '') }

function Push-Location($LiteralPath) {
    $paths.PushCurrentLocation('')
    [void] $paths.SetLocation($LiteralPath)
}

function Pop-Location { [void] $paths.PopLocation('') }

function Get-Item($LiteralPath) { $provider.Item.Get(@($LiteralPath), $true, $true) }

function Get-ChildItem($LiteralPath, [switch] $Recurse, [switch] $File, [switch] $Directory, [switch] $Force) {
    $provider.ChildItem.Get(@($LiteralPath), [bool] $Recurse, [bool] $Force, $true) |
        Where-Object { (-not $File -or -not $_.PSIsContainer) -and (-not $Directory -or $_.PSIsContainer) }
}

function Test-Path($LiteralPath, $PathType) {
    if ($PathType -eq 'Leaf') { return [System.IO.File]::Exists($LiteralPath) }
    $provider.Item.Exists($LiteralPath, $true, $true)
}

function New-Item($ItemType, [switch] $Force, $Path) { [System.IO.Directory]::CreateDirectory($Path) }

function Move-Item($LiteralPath, $Destination) { [System.IO.Directory]::Move($LiteralPath, $Destination) }

function Remove-Item {
    [CmdletBinding()]
    param(
        [Parameter(ValueFromPipelineByPropertyName)] [Alias('FullName')] $LiteralPath,
        [switch] $Recurse, [switch] $Force)
    process { $provider.Item.Remove(@($LiteralPath), [bool] $Recurse, [bool] $Force, $true) }
}

# What a redirection to a file calls.
function Out-File {
    [CmdletBinding()]
    param($FilePath, $Encoding, [switch] $Append, [switch] $Force, [Parameter(ValueFromPipeline)] $InputObject)
    begin { $writer = [System.IO.StreamWriter]::new($paths.GetUnresolvedProviderPathFromPSPath($FilePath)) }
    process { $writer.WriteLine("$InputObject") }
    end { $writer.Dispose() }
}

function Get-Content($LiteralPath) { [System.IO.File]::ReadAllLines($LiteralPath) }

function Select-String($LiteralPath, $Pattern, [switch] $Quiet) {
    [bool] (Get-Content $LiteralPath | Where-Object { $_ -match $Pattern })
}

function Sort-Object([string] $Property, [switch] $Descending) {
    $all = [System.Linq.Enumerable]::OrderBy([object[]] @($input), [Func[object, object]] { param($one) $one.$Property })
    if ($Descending) { [System.Linq.Enumerable]::Reverse([object[]] @($all)) } else { $all }
}

function Select-Object([int] $First = [int]::MaxValue, [int] $Skip) {
    $all = @($input)
    for ($at = $Skip; $at -lt $all.Count -and $at - $Skip -lt $First; $at++) { $all[$at] }
}

function Start-Sleep($Milliseconds) { [System.Threading.Thread]::Sleep($Milliseconds) }

function Invoke-WebRequest([switch] $UseBasicParsing, $Uri, $OutFile) {
    & curl --output $OutFile $Uri
    if ($LASTEXITCODE -ne 0) { throw "$Uri cannot be had." }
}
