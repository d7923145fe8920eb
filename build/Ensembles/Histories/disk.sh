# Prints the beginnings of what a server would start from: "snapshot" or "log", the bytes of the file, and so much of it
# as is asked for, packed. "more" where something was left out. A snapshot of zxid 0 is an empty server's; packed ones
# are not read. Of the logs the oldest ones come first.
# Arguments: data folder, data log folder, most bytes of each file.
data=$1 datalog=$2 most=$3
part() { echo "$1 $(($(wc -c <"$2"))) $(head -c "$most" "$2" | gzip -1 | base64 | tr -d '\n')"; }
newest=
for file in "$data"/version-2/snapshot.*; do
    case ${file##*/} in
        snapshot.0 | 'snapshot.*') continue ;;
        snapshot.*.*) echo more; continue ;;
    esac
    if [ -z "$newest" ] || [ -n "$(find "$file" -newer "$newest" 2>/dev/null)" ]; then newest=$file; fi
done
if [ -n "$newest" ]; then part snapshot "$newest"; fi
logs=0
# ZooKeeper names these files itself: log. and hexadecimal digits.
# shellcheck disable=SC2012
ls -tr "$datalog/version-2" 2>/dev/null | while read -r name; do
    case $name in log.*) ;; *) continue ;; esac
    logs=$((logs + 1))
    if [ $logs -gt 4 ]; then echo more; break; fi
    if [ -s "$datalog/version-2/$name" ]; then part log "$datalog/version-2/$name"; fi
done
