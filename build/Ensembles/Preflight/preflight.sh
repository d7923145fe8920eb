# Prints what a rollout needs to know of this host before it begins; changes nothing. A line each, first word: what.
# Behind process.sh, peers.sh and runnable.sh.
# Arguments: service account or "", install folder, name of the release's folder in it, JAVA_HOME or "", further
# programs needed (words); then any number of: server ID CONFIG DATA DATALOG LOG FILE, command ID FOLDER PROGRAM,
# port NUMBER, name HOST, peer HOST PORT, lib ID RELEASE (which is to hold the provider of metrics).
user=$1 install=$2 top=$3 java_home=$4 programs=$5
shift 5
LC_ALL=C
export LC_ALL
echo "clock $(date +%s.%N)"

clean() { # value: without blanks and control characters, at most 60 characters of it
    case $value in *[![:graph:]]*) value=$(printf %s "$value" | tr -cd '[:graph:]') ;; esac
    if [ ${#value} -gt 60 ]; then value=$(printf %.60s "$value"); fi
}

ask_java() { # without the file in /tmp that every Java machine else writes
    java=${java_home:+$java_home/bin/java}
    said=$("${java:-java}" -XX:-UsePerfData -version 2>&1) || said=
    value=${said#*version '"'}
    if [ "$value" = "$said" ]; then value=; fi
    value=${value%%'"'*}
    clean
    echo "java $value"
}

folder() { # id, kind, path: there, writable to us, open to the service account; the rest is told by told_folders
    at=$3 there=present
    while [ ! -e "$at" ]; do at=${at%/*} there=missing; at=${at:-/}; done
    outer=$at
    if [ $there = present ]; then outer=${at%/*}; fi
    if [ -d "$at" ] && [ -w "$at" ]; then writable=writable; else writable=closed; fi
    if as_user test -x "${outer:-/}" 2>/dev/null; then open=open; else open=closed; fi
    served=closed
    # What stands there keeps its owner, so the account itself must be able to write there.
    if as_user test -w "$at" 2>/dev/null; then served=served; fi
    folders="$folders$1 $2 $there $writable $open $served $at$newline"
}

told_folders() { # owners and disks of all folders, each asked for once
    set --
    while IFS= read -r line; do
        if [ -n "$line" ]; then set -- "$@" "/${line#*/}"; fi
    done <<END
$folders
END
    owners=$(stat -c '%U %u' "$@")
    # One that cannot be asked for is no line, and the others' lines would be taken for it.
    disks=$(df -Pk "$@" 2>/dev/null) || disks=$(echo; for at; do df -Pk "$at" 2>/dev/null | awk 'END { print }'; done)
    { printf %s "$folders"; echo "$owners"; echo "$disks"; } | awk -v count=$# '
        NR <= count { folder[NR] = $0; next }
        NR <= 2 * count {
            split(folder[NR - count], part)
            # An account without a name is told by its number.
            print "folder", part[1], part[2], part[3], part[4], part[5], $1 == "UNKNOWN" ? $2 : $1, part[6]
            next
        }
        NR > 2 * count + 1 {
            split(folder[NR - 2 * count - 1], part)
            print "disk", part[1], part[2], $4, $6
        }'
}

strange() { # id, data folder, the server's other folders: what no ZooKeeper put there
    id=$1 data=$2
    shift 2
    for entry in "$data"/* "$data"/.[!.]*; do
        case ${entry##*/} in
            myid | version-2 | zookeeper_server.pid | initialize | lost+found | '*' | '.[!.]*') continue ;;
            backups | version-2.* | *.left-*) continue ;; # ours, and what was or was to be moved aside
            .*.part) continue ;; # left by a writer of ours that was killed
            # The account's home, its crashes, and copies of the id: no data.
            .bash* | .profile | .cache | .config | .local | .java | .ssh | .gnupg | .lesshst | .viminfo | .*history | \
                .snapshot | *.hprof | hs_err_pid* | replay_pid* | core | core.* | myid.*) continue ;;
        esac
        for other in "$@"; do
            case $other/ in "$entry"/*) continue 2 ;; esac
        done
        value=${entry##*/}
        clean
        echo "strange $id $value"
        return
    done
}

server() { # id, config, data, data log and log folder
    folder "$1" config "$2"
    folder "$1" data "$3"
    if [ "$4" != "$3" ]; then folder "$1" dataLog "$4"; fi
    folder "$1" log "$5"
    strange "$1" "$3" "$2" "$4" "$5"
    if [ -e "$3/myid" ]; then first_line "$3/myid"; clean; echo "myid $1 $value"; fi
    size=0
    if [ -d "$3/version-2" ] || [ -d "$4/version-2" ]; then
        # Of one folder that is told twice it counts each file once.
        sizes=$(du -sk "$3/version-2" "$4/version-2" 2>/dev/null)
        while read -r each _; do size=$((size + ${each:-0})); done <<END
$sizes
END
    fi
    echo "size $1 $size"
    copy_of "$1" "$3" "$4"
}

# copy_of ID DATA DATALOG: KiB of a copy as backup.sh makes one, of what is newest (its next snapshot is no larger), and
# of the copies that lie there.
# shellcheck disable=SC3013 # as in process.sh
copy_of() {
    id=$1 newest='' older='' copy=0 sum=0
    for file in "$2"/version-2/snapshot.*; do
        if [ -f "$file" ] && { [ -z "$newest" ] || [ "$file" -nt "$newest" ]; }; then newest=$file; fi
    done
    if [ -n "$newest" ]; then
        sum=$(du -k "$newest" 2>/dev/null)
        sum=${sum%%[!0-9]*} sum=${sum:-0} copy=$sum
        # Linked, or its blocks shared: backup.sh finds out.
        if [ "$sum" -ge 262144 ]; then copy=0; fi
        case $(stat -f -c %T "$newest" 2>/dev/null) in btrfs | xfs) copy=0 ;; esac
    fi
    kept=$(du -sk "$2/backups" 2>/dev/null)
    for file in "$3"/version-2/log.*; do
        if [ ! -f "$file" ]; then continue; fi
        if [ -n "$newest" ] && [ ! "$file" -nt "$newest" ]; then
            if [ -z "$older" ] || [ "$file" -nt "$older" ]; then older=$file; fi
            continue
        fi
        size=$(du -k "$file" 2>/dev/null)
        size=${size%%[!0-9]*} size=${size:-0}
        copy=$((copy + size)) sum=$((sum + size))
    done
    if [ -n "$older" ]; then
        size=$(du -k "$older" 2>/dev/null)
        size=${size%%[!0-9]*}
        copy=$((copy + ${size:-0}))
    fi
    kept=${kept%%[!0-9]*}
    echo "copy $id $copy $sum ${kept:-0}"
}

whose() { # process id that was examined, then the records: ours, or another one that may share a folder
    process=$1 shared=- logging=''
    shift
    # Where it prints, and where it logs.
    printed=$(readlink "/proc/$process/fd/1" 2>/dev/null)
    logged=''
    case $newline$words in *"$newline-Dzookeeper.log.dir="*)
        logged=${words#*-Dzookeeper.log.dir=} logged=${logged%%"$newline"*} ;;
    esac
    seen_at "$process" "$data_dir"
    while [ $# -gt 0 ]; do
        case $1 in
            server)
                if same "$config_at" "$3/$7"; then
                    echo "pid $2 $process"
                    if ! has_jar "$process"; then echo "jar $2 $entry"; fi
                    if [ "$provider" = no ]; then echo "provider $2 no"; fi
                    return
                fi
                if same "$there" "$4"; then shared=$2; fi
                if same "${printed%/*}" "$6" || same "$logged" "$6"; then logging=$2; fi
                shift 7 ;;
            command) shift 4 ;;
            peer | lib) shift 3 ;;
            *) shift 2 ;;
        esac
    done
    echo "foreign $process $shared"
    if [ -n "$logging" ]; then echo "logs $logging $process"; fi
}

# has_jar PID: of the examined process: ZooKeeper is still where its class path says; sets entry to the first place that
# says so. True too where no place does: a jar of another name, or none that can be told. Sets provider to no where the
# class path lacks the jar of metrics for Prometheus.
has_jar() {
    named='' before='' provider='' jar=''
    while IFS= read -r word; do
        case $before in -cp | -classpath | --class-path) named=$word ;; esac
        before=$word
    done <<END
$words
END
    places='' standing=''
    if [ -n "$named" ]; then provider=no; fi
    IFS=:
    set -f
    # shellcheck disable=SC2086 # entries
    set -- "$1" $named
    set +f
    unset IFS
    for entry; do
        case ${entry##*/} in
            zookeeper.jar | zookeeper-[0-9]*.jar)
                seen_at "$process" "$entry"
                places=$places$entry$newline
                if [ -e "$there" ]; then standing=1; fi ;;
            zookeeper-prometheus-metrics*.jar) provider=yes ;;
            '*')
                seen_at "$process" "${entry%/?}"
                for jar in "$there"/zookeeper-prometheus-metrics*.jar; do
                    if [ -e "$jar" ]; then provider=yes; fi
                done ;;
        esac
    done
    entry=${places%%"$newline"*}
    [ -n "$standing" ] || [ -z "$entry" ]
}

listeners() { # hexadecimal ports between blanks: address, port, process id or 0, its name
    tables=
    for table in /proc/net/tcp /proc/net/tcp6; do
        if [ -r "$table" ]; then tables="$tables $table"; fi
    done
    # shellcheck disable=SC2086 # paths without blanks
    found=$(awk -v ports="$1" '
        $4 == "0A" { split($2, a, ":"); if (index(ports, " " a[2] " ")) printf "%s %s ", $2, $10 }' $tables </dev/null)
    if [ -z "$found" ]; then return; fi
    # shellcheck disable=SC2012 # names of numbers
    ls -l /proc/[0-9]*/fd 2>/dev/null | awk -v found="$found" '
        BEGIN { count = split(found, part); for (i = 2; i <= count; i += 2) holder[part[i]] = 0 }
        /^\/proc\// { split($1, p, "/"); pid = p[3] }
        /socket:\[/ { gsub(/[^0-9]/, "", $NF); if ($NF in holder && ! holder[$NF]) holder[$NF] = pid }
        END { for (i = 1; i < count; i += 2) print part[i], holder[part[i + 1]] }' |
        while read -r where pid; do
            first_line "/proc/$pid/comm"
            clean
            echo "listen $where $pid $value"
        done
}

ask_java &
own_name=$(id -un)
if [ "$(id -u)" = 0 ]; then echo "root"; fi
echo "account $own_name"
if [ -n "$user" ]; then
    if id -u "$user" >/dev/null 2>&1; then echo "user present"; else echo "user missing"; user=; fi
fi
for program in tar gzip sha512sum mv awk sed cut find df du $programs; do
    # One of two will do: curl,wget.
    command -v "${program%,*}" >/dev/null 2>&1 || command -v "${program#*,}" >/dev/null 2>&1 || echo "lacks $program"
done
case $(mv --help 2>&1) in *' -T'*) ;; *) echo "lacks mv-T" ;; esac
if [ -r /proc/meminfo ]; then
    while read -r key number _; do
        case $key in
            MemTotal:) echo "memory $key $number" ;;
            MemAvailable:) echo "memory $key $number"; break ;;
        esac
    done </proc/meminfo
fi
if [ -n "$top" ] && [ -d "$install/$top" ]; then echo "installed"; fi
folders=
folder - install "$install"

for candidate in $(candidates); do
    if examine "$candidate"; then whose "$candidate" "$@"; fi
done

ports=' ' names=0 peers=
while [ $# -gt 0 ]; do
    case $1 in
        server) server "$2" "$3" "$4" "$5" "$6"; shift 7 ;;
        command) command_of "$2" "$3" "$4"; shift 4 ;;
        port) hex_of "$2"; ports="$ports$hex "; shift 2 ;;
        name) echo "name $names $(addresses_of "$2")"
            names=$((names + 1)); shift 2 ;;
        peer) peers="$peers $2 $3"; shift 3 ;;
        lib)
            for jar in "$3"/lib/zookeeper-prometheus-metrics*.jar; do
                if [ ! -e "$jar" ]; then echo "provider $2 no"; fi
                break
            done
            shift 3 ;;
    esac
done
# shellcheck disable=SC2086 # names of hosts and numbers
told_peers $peers &
told_folders
listeners "$ports"
wait
exit 0
