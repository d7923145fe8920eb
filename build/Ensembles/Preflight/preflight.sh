# Prints what a rollout needs to know of this host before it begins; changes nothing. A line each, first word: what.
# Behind process.sh.
# Arguments: service account or "", install folder, name of the release's folder in it, JAVA_HOME or "", further
# programs needed (words); then any number of: server ID CONFIG DATA DATALOG LOG FILE, command ID FOLDER PROGRAM,
# port NUMBER, name HOST, peer HOST PORT.
user=$1 install=$2 top=$3 java_home=$4 programs=$5
shift 5
LC_ALL=C
export LC_ALL
echo "clock $(date +%s.%N)"

plain() { tr -cd '[:graph:]' | cut -c 1-60; }

probe() { # number, host, port: who refuses is alive, and no firewall swallows the packets
    if command -v bash >/dev/null && command -v timeout >/dev/null; then
        # shellcheck disable=SC2016 # expanded by bash
        said=$(timeout 3 bash -c ': <>"/dev/tcp/$0/$1"' "$2" "$3" 2>&1)
    elif command -v nc >/dev/null; then
        said=$(nc -z -v -w 3 "$2" "$3" 2>&1)
    else
        echo "peer $1 untold"
        return
    fi
    code=$?
    case $code:$said in
        0:*) echo "peer $1 open" ;;
        *efused*) echo "peer $1 refused" ;;
        124:* | *imed\ out*) echo "peer $1 silent" ;;
        *unreachable* | *No\ route*) echo "peer $1 unreachable" ;;
        *not\ known* | *esol*) echo "peer $1 unknown" ;;
        *) echo "peer $1 untold" ;;
    esac
}

ask_java() { # without the file in /tmp that every Java machine else writes
    java=${java_home:+$java_home/bin/java}
    said=$("${java:-java}" -XX:-UsePerfData -version 2>&1) || said=
    echo "java $(echo "$said" | sed -n 's/.*version "\([^"]*\)".*/\1/p' | head -n 1 | plain)"
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
            # The account's home, its crashes, and copies of the id: nobody's data.
            .bash* | .profile | .cache | .config | .local | .java | .ssh | .gnupg | .lesshst | .viminfo | .*history | \
                .snapshot | *.hprof | hs_err_pid* | replay_pid* | core | core.* | myid.*) continue ;;
        esac
        for other in "$@"; do
            case $other/ in "$entry"/*) continue 2 ;; esac
        done
        echo "strange $id $(echo "${entry##*/}" | plain)"
        return
    done
}

server() { # id, config, data, data log and log folder
    folder "$1" config "$2"
    folder "$1" data "$3"
    if [ "$4" != "$3" ]; then folder "$1" dataLog "$4"; fi
    folder "$1" log "$5"
    strange "$1" "$3" "$2" "$4" "$5"
    if [ -e "$3/myid" ]; then echo "myid $1 $(plain <"$3/myid")"; fi
    size=0
    if [ -d "$3/version-2" ] || [ -d "$4/version-2" ]; then
        size=$({
            du -sk "$3/version-2"
            if [ "$4" != "$3" ]; then du -sk "$4/version-2"; fi
        } 2>/dev/null | awk '{ sum += $1 } END { print sum }')
    fi
    echo "size $1 ${size:-0}"
}

whose() { # process id that was examined, then the records: ours, or another one that may share a folder
    process=$1 shared=-
    shift
    seen_at "$process" "$data_dir"
    while [ $# -gt 0 ]; do
        case $1 in
            server)
                if same "$config_at" "$3/$7"; then
                    echo "pid $2 $process"
                    if ! has_jar "$process"; then echo "jar $2 $entry"; fi
                    return
                fi
                if same "$there" "$4"; then shared=$2; fi
                shift 7 ;;
            command) shift 4 ;;
            peer) shift 3 ;;
            *) shift 2 ;;
        esac
    done
    echo "foreign $process $shared"
}

# has_jar PID: of the examined process: ZooKeeper is still where its class path says; sets entry to the first place that
# says so. True too where no place does: a jar of another name, or none that can be told.
has_jar() {
    named='' before=''
    while IFS= read -r word; do
        case $before in -cp | -classpath | --class-path) named=$word ;; esac
        before=$word
    done <<END
$words
END
    places=''
    IFS=:
    set -f
    # shellcheck disable=SC2086 # entries
    set -- "$1" $named
    set +f
    unset IFS
    for entry; do
        case ${entry##*/} in
            zookeeper.jar | zookeeper-[0-9]*.jar) seen_at "$process" "$entry"; places=$places$entry$newline ;;
            *) continue ;;
        esac
        if [ -e "$there" ]; then return 0; fi
    done
    entry=${places%%"$newline"*}
    [ -z "$entry" ]
}

command_of() { # id, folder, program: what a start would run
    case $3 in
        /*) program=$3 ;;
        */*) program=${2%/}/$3 ;;
        *) command -v "$3" >/dev/null 2>&1 || echo "command $1 $3"; return ;;
    esac
    if [ ! -f "$program" ] || [ ! -x "$program" ]; then echo "command $1 $program"; fi
}

listeners() { # hexadecimal ports between blanks: address, port, process id or 0, its name
    found=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v ports="$1" '
        $4 == "0A" { split($2, a, ":"); if (index(ports, " " a[2] " ")) print $2, $10 }')
    if [ -z "$found" ]; then return; fi
    # shellcheck disable=SC2012 # names of numbers
    holders=$(ls -l /proc/[0-9]*/fd 2>/dev/null | awk '
        /^\/proc\// { split($1, p, "/"); pid = p[3] }
        /socket:\[/ { gsub(/[^0-9]/, "", $NF); print $NF, pid }')
    echo "$found" | while read -r where inode; do
        pid=$(echo "$holders" | awk -v inode="$inode" '$1 == inode { print $2; exit }')
        echo "listen $where ${pid:-0} $(plain <"/proc/${pid:-0}/comm" 2>/dev/null)"
    done
}

ask_java &
if [ "$(id -u)" = 0 ]; then echo "root"; fi
echo "account $(id -un)"
if [ -n "$user" ]; then
    if id -u "$user" >/dev/null 2>&1; then echo "user present"; else echo "user missing"; user=; fi
fi
for program in tar gzip sha512sum mv awk sed cut find df du $programs; do
    # One of two will do: curl,wget.
    command -v "${program%,*}" >/dev/null 2>&1 || command -v "${program#*,}" >/dev/null 2>&1 || echo "lacks $program"
done
mv --help 2>&1 | grep -q -e ' -T' || echo "lacks mv-T"
awk '$1 == "MemTotal:" || $1 == "MemAvailable:" { print "memory", $1, $2 }' /proc/meminfo 2>/dev/null
if [ -n "$top" ] && [ -d "$install/$top" ]; then echo "installed"; fi
folders=
folder - install "$install"

for candidate in $(candidates); do
    if examine "$candidate"; then whose "$candidate" "$@"; fi
done

ports=' ' names=0 peers=0
while [ $# -gt 0 ]; do
    case $1 in
        server) server "$2" "$3" "$4" "$5" "$6"; shift 7 ;;
        command) command_of "$2" "$3" "$4"; shift 4 ;;
        port) hex_of "$2"; ports="$ports$hex "; shift 2 ;;
        name) echo "name $names $(getent ahosts "$2" 2>/dev/null | awk '{ print $1 }' | sort -u | tr '\n' ' ')"
            names=$((names + 1)); shift 2 ;;
        peer) probe $peers "$2" "$3" & peers=$((peers + 1)); shift 3 ;;
    esac
done
told_folders
listeners "$ports"
wait
exit 0
