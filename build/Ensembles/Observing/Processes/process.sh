# One notion of a running ZooKeeper server, for every script that looks for one: found by what the process itself says,
# however it was started and by whom. Sourced in front of a script (concatenated); sets LC_ALL to C.
# Every program costs a process for each server and run: what the shell can do by itself it does.
LC_ALL=C
export LC_ALL
newline='
'
tab='	'

first_line() { value=; { IFS= read -r value <"$1"; } 2>/dev/null; [ -n "$value" ]; }

# addresses_of NAME: prints each address of it once, with a blank behind. An address of IPv4 is its own.
addresses_of() {
    case $1 in
        *[!0-9.]*) getent ahosts "$1" 2>/dev/null | awk '! seen[$1]++ { printf "%s ", $1 }' ;;
        *) printf '%s ' "$1" ;;
    esac
}

# clock: sets now, in seconds. A limit in turns of a loop is none: where every turn is slow, it comes much later.
clock() { if first_line /proc/uptime; then now=${value%%.*}; else now=$(date +%s); fi; }

# stat_of PID: sets state, parent and start (ticks since boot, field 22); fails where the process has ended.
# A zombie whose parent does not reap it has ended all the same.
stat_of() {
    state='' parent=0 start=0
    if [ ! -d /proc/self ]; then
        [ -n "$1" ] && [ -n "$(ps -o pid= -p "$1" 2>/dev/null)" ]
        return
    fi
    if [ -z "$1" ] || ! first_line "/proc/$1/stat"; then return 1; fi
    # The name, in brackets, may hold blanks.
    # shellcheck disable=SC2086 # words, and none with a wildcard
    set -- ${value##*) }
    [ $# -ge 20 ] || return 1
    state=$1 parent=$2 start=${20}
    case $state in Z | X) return 1 ;; esac
}

# lives PID START: this very process, not a later one with its number.
lives() { stat_of "$1" && { [ "$start" = "${2:-0}" ] || [ "${2:-0}" = 0 ]; }; }

# settings_of FILE: sets data_dir, log_dir and pointer (to the list of members), as java.util.Properties and ZooKeeper
# read them: the last one counts.
settings_of() {
    data_dir='' log_dir='' pointer=''
    while IFS= read -r line || [ -n "$line" ]; do
        line=${line#"${line%%[!"$tab "]*}"}
        case $line in
            dataDir[=:\ "$tab"]*) setting "${line#dataDir}"; data_dir=$rest ;;
            dataLogDir[=:\ "$tab"]*) setting "${line#dataLogDir}"; log_dir=$rest ;;
            dynamicConfigFile[=:\ "$tab"]*) setting "${line#dynamicConfigFile}"; pointer=$rest ;;
        esac
    done <"$1"
    log_dir=${log_dir:-$data_dir}
}

setting() { # what follows a key (separator, value, blanks): sets rest to the value
    rest=${1#"${1%%[!"$tab "]*}"}
    case $rest in [=:]*) rest=${rest#?} ;; esac
    rest=${rest#"${rest%%[!"$tab "]*}"}
    rest=${rest%"${rest##*[![:space:]]}"} # what an editor of Windows leaves at the end too
}

# read_words PID: sets words, the arguments one a line, and arguments, those after the main class; fails where it is no
# ZooKeeper server. A script or a supervisor may name the class too: the program must be java.
read_words() {
    words=$(tr '\0' '\n' 2>/dev/null <"/proc/$1/cmdline")
    case $newline$words$newline in
        *.QuorumPeerMain"$newline"*) arguments=$newline$words$newline arguments=${arguments##*.QuorumPeerMain"$newline"} ;;
        *.ZooKeeperServerMain"$newline"*)
            arguments=$newline$words$newline arguments=${arguments##*.ZooKeeperServerMain"$newline"} ;;
        *) return 1 ;;
    esac
    first=${words%%"$newline"*}
    case ${first##*/} in java*) return 0 ;; esac
    first_line "/proc/$1/comm" && case $value in java*) return 0 ;; esac
    return 1
}

# examine PID: reads what it runs with: sets config_argument, config_at (the file by its own root), data_dir, log_dir and
# pointer.
examine() {
    config_argument='' config_at='' data_dir='' log_dir='' pointer=''
    if [ -z "$1" ] || ! stat_of "$1" || ! read_words "$1"; then return 1; fi
    case $arguments in
        *"$newline"*"$newline"*) # port, data folder, tick and connections of a standalone server
            data_dir=${arguments#*"$newline"} data_dir=${data_dir%%"$newline"*} log_dir=$data_dir
            return ;;
    esac
    config_argument=${arguments%%"$newline"*}
    seen_at "$1" "$config_argument"
    config_at=$there
    if [ -f "$config_at" ] && [ -r "$config_at" ]; then settings_of "$config_at"; fi
}

# seen_at PID PATH: sets there, the path as that process sees it, from here; as it is where its root is ours, or not
# ours to look at.
seen_at() {
    case $2 in
        '') there='' ;;
        /*) if [ -e "/proc/$1/root/" ] && ! same_root "$1"; then there=/proc/$1/root$2; else there=$2; fi ;;
        *) there=/proc/$1/cwd/$2 ;;
    esac
    # A folder that the path only passes through (bin/../conf) may be gone, and the file still be there.
    while [ ! -e "$there" ]; do
        case $there in
            */cwd/../*) return ;;
            */../*) passed=${there%%/../*} there=${passed%/*}/${there#*/../} ;;
            *) return ;;
        esac
    done
}

same_root() { # PID: paths mean the same to it and to us
    # shellcheck disable=SC3013 # as in same
    [ "/proc/$1/root/" -ef / ] && [ "/proc/$1/ns/mnt" -ef /proc/self/ns/mnt ]
}

same() { # two paths of one file or folder, whatever links lead there
    # shellcheck disable=SC3013 # POSIX has it since 2024, and every shell before
    [ -n "$1" ] && [ -n "$2" ] && { [ "$1" = "$2" ] || [ "$1" -ef "$2" ]; }
}

# is_server PID CONFIG DATA: it runs with this configuration file, or works in this data folder.
is_server() {
    examine "$1" || return 1
    matched=config
    if same "$config_at" "$2"; then return; fi
    matched=data
    seen_at "$1" "$data_dir"
    same "$there" "$3"
}

# candidates: the ids of all processes that may be a server.
candidates() {
    # shellcheck disable=SC2013 # words without blanks
    for file in $(grep -laE 'QuorumPeerMain|ZooKeeperServerMain' /proc/[0-9]*/cmdline 2>/dev/null); do
        file=${file#/proc/}
        echo "${file%/cmdline}"
    done
}

# resolve PID PATH: sets really, the path as that process sees it, absolute and without links; as it is where its root is
# not ours. It costs a process only where a link or a dot may stand in it.
resolve() {
    really=$2
    case $2 in '') return ;; esac
    seen_at "$1" "$2"
    if [ "$there" = "$2" ] && is_plain "$2"; then return; fi
    if [ -L "$there" ]; then there=$(readlink -f "$there"); fi
    if [ -d "$there" ]; then folder=$there name=''; else folder=${there%/*} name=/${there##*/}; fi
    folder=$(cd -P "$folder/" 2>/dev/null && pwd)
    case $folder in
        '' | '('*) ;;
        /) really=${name:-/} ;;
        *) really=$folder$name ;;
    esac
}

is_plain() { # an absolute path without links, dots and empty names
    case $1/ in *//* | */./* | */../*) return 1 ;; esac
    prefix=$1
    while [ -n "$prefix" ]; do
        if [ -L "$prefix" ]; then return 1; fi
        prefix=${prefix%/*}
    done
}

# hex_of PORT: sets hex, as the tables of sockets write it.
hex_of() {
    hex='' number=$1
    for _ in 1 2 3 4; do
        digit=$((number % 16)) number=$((number / 16))
        case $digit in 10) digit=A ;; 11) digit=B ;; 12) digit=C ;; 13) digit=D ;; 14) digit=E ;; 15) digit=F ;; esac
        hex=$digit$hex
    done
}

# sockets PID PORT...: the files and ports of a process, or of none. Sets details, of lines "listen ADDRESS:PORT" in
# hexadecimal, "taken ADDRESS:PORT" (one of the ports, of another process), "log FOLDER", "open NUMBER PATH"
# (the descriptor of that log), "gone PATH" (that log is deleted), "jar PATH", "java PATH",
# "owner NAME", "cwd FOLDER", "other NAMESPACE", "boot SECONDS".
sockets() {
    process=$1 wanted=' ' tables=''
    shift
    for port; do hex_of "$port"; wanted="$wanted$hex "; done
    for table in "/proc/${process:-self}/net/tcp" "/proc/${process:-self}/net/tcp6"; do
        if [ -r "$table" ]; then tables="$tables $table"; fi
    done
    # shellcheck disable=SC2086 # paths without blanks
    details=$(list_files "$process" | awk -v ports="$wanted" '
        part == "files" {
            cut = index($0, " -> ")
            if (!cut) next
            to = substr($0, cut + 4)
            if (to ~ /^socket:\[/) { gsub(/[^0-9]/, "", to); mine[to] }
            else if ($9 ~ /\/exe$/) { print "java " to; print "owner " $3 }
            else if ($9 ~ /\/cwd$/) print "cwd " to
            else if ($9 ~ /\/ns\//) {
                kind = $9; sub(/.*\//, "", kind)
                if (!(kind in ns)) ns[kind] = to
                else if (ns[kind] != to) print "other " kind
            }
            else if (to ~ /\/log\.[0-9a-f]+( \(deleted\))?$/) {
                deleted = sub(/ \(deleted\)$/, "", to) ? to : ""
                descriptor = $9 " " to
                sub(/\/log\.[^\/]*$/, "", to); sub(/\/version-2$/, "", to); written = to
            }
            else if (to ~ /\/zookeeper(-[0-9][^\/]*)?\.jar( \(deleted\))?$/) print "jar " to
            next
        }
        $1 == "btime" { print "boot " $2; next }
        $4 == "0A" {
            split($2, place, ":")
            if ($10 in mine) print "listen " $2
            else if (index(ports, " " place[2] " ")) print "taken " $2
        }
        END {
            if (written != "") { print "log " written; print "open " descriptor }
            if (deleted != "") print "gone " deleted
        }
    ' part=files - part=tables $tables /proc/stat 2>/dev/null)
}

# is_log_in FOLDER: the log that the process of the last call of sockets has open, if any, is the file of that name in
# this folder, as we see it. It is not where a mount covers the folder, or the process has mounts of its own.
is_log_in() {
    while read -r word number path; do
        if [ "$word" != open ] || same "/proc/$process/fd/$number" "$1/version-2/${path##*/}"; then continue; fi
        # It may have closed this log meanwhile, and begun the next one.
        if [ "$(readlink "/proc/$process/fd/$number")" = "$path" ]; then return 1; fi
    done <<END
$details
END
}

list_files() {
    if [ -z "$1" ]; then return; fi
    exec ls -l "/proc/$1/exe" "/proc/$1/cwd" "/proc/$1/ns/pid" "/proc/$1/ns/net" \
        /proc/self/ns/pid /proc/self/ns/net "/proc/$1/fd" 2>/dev/null
}

# at_port listen|taken PORT: by the last call of sockets.
at_port() {
    hex_of "$2"
    case $newline$details$newline in
        *"$newline$1 "????????":$hex$newline"*) ;;
        *"$newline$1 "????????????????????????????????":$hex$newline"*) ;;
        *) return 1 ;;
    esac
}

# find_server CONFIG DATA PORT...: sets pid and start, and what is_server and sockets set of it; pid is empty where the
# server is down. A pid file is a hint and never a proof: it may be stale, foreign, or not there.
# Of several that match it is the one that listens on the first port, the clients'; also: the ids of the others.
find_server() {
    server_config=$1 server_data=$2 pid='' also=''
    shift 2
    if [ ! -d /proc/self ]; then find_by_ps; return; fi
    for hint in "${server_config%/*}/started/pid" "$server_data/zookeeper_server.pid"; do
        if first_line "$hint" && is_server "${value%% *}" "$server_config" "$server_data"; then
            first_line "$hint"
            pid=${value%% *}
            sockets "$pid" "$@"
            if [ $# = 0 ] || ! at_port taken "$1"; then stat_of "$pid" && return; fi
            break
        fi
    done
    choose "$@"
    if [ -n "$pid" ] && is_server "$pid" "$server_config" "$server_data"; then :; else pid='' start=0; fi
    sockets "$pid" "$@"
}

choose() { # PORT...: sets pid and also
    pid=''
    for candidate in $(candidates); do
        if is_server "$candidate" "$server_config" "$server_data"; then also="$also $candidate"; fi
    done
    # shellcheck disable=SC2086 # numbers
    set -- "${1-}" $also
    also=''
    client=$1
    shift
    if [ $# -gt 1 ] && [ -n "$client" ]; then
        for candidate; do
            sockets "$candidate" "$client"
            if at_port listen "$client"; then pid=$candidate; fi
        done
    fi
    pid=${pid:-${1-}}
    for candidate; do
        if [ "$candidate" != "$pid" ]; then also="$also $candidate"; fi
    done
}

find_by_ps() { # where there is no /proc: by its arguments alone
    details='' start=0 matched=config config_argument=$server_config config_at=$config_argument
    data_dir=$server_data log_dir=$server_data
    if first_line "$server_data/zookeeper_server.pid"; then
        words=$(ps -o args= -p "$value" 2>/dev/null | tr ' ' '\n')
        case $words in *"QuorumPeerMain$newline$config_argument"*) pid=$value ;; esac
    fi
}

# keeper_of PID: who starts it again when it ends: sets keeper to "KIND PID NAME". Needs what find_server has set.
keeper_of() {
    found_start=$start keeper=None
    seek_keeper "$1"
    start=$found_start
    # Where its control group does not tell: the unit that it should be of knows its main process.
    if [ "$keeper" = None ] && [ -n "${service_unit-}" ]; then
        case $(systemctl show -p MainPID "$service_unit" 2>/dev/null) in
            "MainPID=$1") keeper="SystemdUnit 0 $service_unit" ;;
        esac
    fi
}

seek_keeper() {
    while IFS= read -r line; do
        group=${line##*/}
        case $line in
            *docker-*.scope | */docker/?* | *containerd-* | *kubepods* | *libpod-* | *crio-* | */machine.slice/* | */lxc[./]*)
                group=${group%.scope} keeper="Container 0 ${group##*-}"
                return ;;
            *@[0-9]*.service/app.slice/*.service | *.slice/*.service) ;;
            *) continue ;;
        esac
        case $group in
            # Where sessions begin: what a hand started there lives in its group.
            ssh*.service | user@*.service | cron*.service | atd.service | getty@*.service | rc-local.service) ;;
            *.service) keeper="SystemdUnit $parent $group"; return ;;
        esac
    done 2>/dev/null <"/proc/$1/cgroup"
    case $newline$details$newline in *"${newline}other pid$newline"*) keeper='Container 0 '; return ;; esac
    up=$parent
    while [ "${up:-0}" -gt 1 ]; do
        first_line "/proc/$up/comm" || return
        name=$value
        case $name in
            runsv)
                # Told not to start it again (sv once).
                if first_line "/proc/$up/cwd/supervise/stat"; then
                    case $value in *'want down'*) return ;; esac
                fi
                keeper="Runit $up $(cd -P "/proc/$up/cwd" 2>/dev/null && pwd)"
                return ;;
            supervisord) keeper="Supervisord $up "; return ;;
            # They adopt what lost its parent, or hold a session.
            systemd | init | upstart | tini | dumb-init | docker-init | catatonit | conmon | containerd-shim* | *shd | \
                sshd* | login | su | sudo | tmux* | screen | SCREEN | script | xterm | gnome-terminal* | konsole) return ;;
        esac
        called=$(tr '\0' '\n' 2>/dev/null <"/proc/$up/cmdline")
        case $newline$called$newline in
            *[/"$newline"]supervisord"$newline"*) keeper="Supervisord $up "; return ;;
            # It looks for a second whether the server lives, and ends.
            *[/"$newline"]zkServer.sh"${newline}start$newline"*) return ;;
        esac
        # A program that only waits for what it was given to run (setpriv, timeout) starts nothing again; nor does a
        # shell that reads from a person.
        case $called in
            *"$newline$words") ;;
            *) if ! is_session "$name" "$called"; then keeper="Loop $up $name"; fi; return ;;
        esac
        stat_of "$up" || return
        up=$parent
    done
}

is_session() { # a shell without a script or a command
    case $1 in sh | ash | bash | dash | zsh | ksh* | mksh | fish | csh | tcsh) ;; *) return 1 ;; esac
    case $2 in *"$newline"*) ;; *) return 0 ;; esac
    # shellcheck disable=SC2086 # words
    for word in ${2#*"$newline"}; do
        case $word in -c | -*c) return 1 ;; -*) ;; *) return 1 ;; esac
    done
}
