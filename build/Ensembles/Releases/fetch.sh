# Fetches an archive into a folder. What a cut connection left is continued; what proves to be something else is
# discarded. Arguments: folder, file name, SHA-512. Standard input: the address, in one line.
set -eu
umask 022
mkdir -p -- "$1"
cd "$1"
archive=$2 sum=$3 part=$2.part
IFS= read -r url

is_right() { [ "$(sha512sum "$1" 2>/dev/null | cut -d ' ' -f 1)" = "$sum" ]; }

# Who answers nothing for a minute is given up.
if command -v curl >/dev/null 2>&1; then
    fetch() {
        quoted=$(printf '%s' "$url" | sed 's/[\\"]/\\&/g')
        printf 'url = "%s"\n' "$quoted" | curl --config - --fail --silent --show-error --location --continue-at - \
            --connect-timeout 20 --speed-limit 1 --speed-time 60 --output "$part"
    }
elif command -v wget >/dev/null 2>&1; then
    fetch() {
        case $url in
            *@*) printf '%s\n' "$url" | wget -q -c -T 60 -t 1 -i - -O "$part" ;; # a busybox has no -i
            *) wget -q -c -T 60 -O "$part" "$url" </dev/null ;;
        esac
    }
else
    echo "neither curl nor wget is installed: install one, or write release.fetch: here" >&2
    exit 1
fi

if is_right "$archive"; then exit 0; fi
continued=
if [ -s "$part" ]; then continued=yes; fi
code=0
fetch || code=$?
if [ -n "$continued" ] && ! is_right "$part"; then
    # curl: 22, 33, 36, wget: 8: the server cannot or will not go on from there. 0: it did, from something else.
    case $code in
        0 | 8 | 22 | 33 | 36)
            rm -f "$part"
            code=0
            fetch || code=$?
            ;;
    esac
fi
if is_right "$part"; then
    mv -f "$part" "$archive"
    exit 0
fi
if [ "$code" -ne 0 ]; then
    echo "the archive could not be fetched (exit code $code); what has come is kept, and the next run goes on" >&2
else
    echo "what was fetched has another SHA-512 than release.sha512 says, and was discarded" >&2
    rm -f "$part"
fi
exit 1
