# Writes files of one server, stops and starts it, after what a run that was killed has left at work on it. Safe to repeat: what is stopped stays stopped, what runs with these files goes on.
# Behind as-user.sh, write-file.sh, belongings.sh, process.sh and service.sh: which process the server is, is found at the very moment and never taken from a file.
# Arguments: how many files are to be written before anything else, and of each its mode, its size, "keep" or "", and its
# path, the contents one after the other on standard input, a file; action (start, restart, stop, write, retire), config, data, data log and log folder, release folder,
# seconds to wait for the end of the process, "initialize" or "", service account or "", systemd unit or "", its ports
# (one word), "kill" where a process that does not end may be killed, or "", and the name of the configuration file;
# what service.sh says of service, moves, named and aside; the number of environment variables, these, and the words of
# a command.
# Prints "stopped PID START", "killed PID START" and "started PID START".
# Ends with 70: it did not end; 71: a tool failed; 72: something else keeps it alive; 73: files; 74: it lives, and was
# not to; 75: a port is another program's; 76: its start brought no process about.
files='' count=$1
shift
while [ "$count" -gt 0 ]; do
    files="$files$1 $2 ${3:--} $4$newline"
    count=$((count - 1))
    shift 4
done
action=$1 config=$2 data=$3 datalog=$4 log=$5 release=$6 patience=$7 initialize=$8 user=$9
shift 9
unit=$1 ports=$2 forced=$3 name_of_cfg=$4 service=$5 moves=$6 named=$7 aside=$8
shift 8
service_unit=$unit keeper=None
pidfile=$data/zookeeper_server.pid
stopped=
looked=
prepared=

fail() { # exit code, what happened
    echo "$2" >&2
    exit "$1"
}

show() { # a property of the unit; systemctl knows --value only since 230
    systemctl show -p "$1" "$unit" | sed "s/^$1=//"
}

find_it() {
    # shellcheck disable=SC2086 # numbers
    find_server "$config/$name_of_cfg" "$data" $ports
}

is_ours() { # what runs is what the last start by this script started
    first_line "$config/started/pid" && { [ "$value" = "$pid $start" ] || [ "$value" = "$pid" ]; }
}

kept() { # who keeps the found process alive, in words; fails where there is none, or it is the unit that is ours
    keeper_of "$pid"
    keeper_told
}

keeper_told() { # the same of the keeper that is known
    name=${keeper#* }
    number=${name%% *} name=${name#* }
    case $keeper in
        None) return 1 ;;
        *) if expected; then return 1; fi ;;
    esac
    case $keeper in
        SystemdUnit*) [ "$name" != "$unit" ] && echo "the systemd unit $name" ;;
        Runit*) echo "runit (runsv, process $number, service $name)" ;;
        Supervisord*) echo "supervisord (process $number)" ;;
        Container*) echo "a container $name" ;;
        *) echo "its parent, process $number ($name)" ;;
    esac
}

settle() { # after files were written: the server's account can read them, and systemd knows its unit
    give_over || exit 73
    if [ "$service" = systemd ] && [ "$(show NeedDaemonReload)" != no ]; then systemctl daemon-reload || exit 71; fi
}

write_files() { # those that do not stand there as they are to be
    if [ -z "$files" ]; then return; fi
    exec 9<&0
    while IFS=' ' read -r mode size keep path; do
        if [ -z "$path" ]; then continue; fi
        content=$(dd bs="$size" count=1 2>/dev/null <&9; echo x) # no newline at the end is lost
        if stands "$mode" "$path"; then continue; fi
        # Not by printf, which is no part of every shell: the content may be a key, and arguments stand in process lists.
        head -c "$size" <<FILE | write_file "$mode" "$size" "${keep#-}" "$path" || exit 73
$content
FILE
    done <<END
$files
END
    exec 9<&-
}

stands() { # mode, path: a file with this mode and content
    [ -f "$2" ] && [ ! -L "$2" ] && [ -r "$2" ] && [ "$(stat -c %a -- "$2" 2>/dev/null)" = "$1" ] &&
        [ "$(cat -- "$2"; echo x)" = "$content" ]
}

prepare() { # once; all that need not wait until a server is down
    if [ -n "$prepared" ]; then return; fi
    make_folders || exit 73
    write_files
    settle
    prepared=yes
}

stop() {
    find_it
    places_of listen
    stopped="$pid $start" again=$also
    keep_down
    if [ -z "$pid" ]; then return 0; fi
    end "${stopped% *}" "${stopped#* }"
    for other in $again; do
        if stat_of "$other"; then end "$other" "$start"; fi
    done
    free
    if first_line "$pidfile" && [ "$value" = "${stopped%% *}" ]; then rm -f "$pidfile"; fi
    # Of a process that the last start by this script started. A restart notes them once it runs again.
    if [ "$action" != restart ] && first_line "$config/started/pid" && [ "$value" = "$stopped" ]; then note_places; fi
    echo "stopped $stopped"
}

end() { # process and its start: SIGTERM, and it is over when that very process is gone
    if ! lives "$1" "$2"; then return 0; fi
    suspended=$state
    kill "$1" 2>/dev/null || { lives "$1" "$2" && fail 71 "process $1 cannot be ended by $(id -un)"; }
    # A process that is held gets no signal but this one, and then it ends as any other.
    case $suspended in T | t) kill -CONT "$1" 2>/dev/null ;; esac
    if [ -n "$forced" ]; then patience=15; fi
    clock
    limit=$((now + patience))
    while lives "$1" "$2"; do
        clock
        if [ "$now" -ge $limit ]; then
            if [ -z "$forced" ]; then
                fail 70 "process $1 did not end within $patience s after SIGTERM; it was left alone"
            fi
            forced='' patience=5
            limit=$((now + patience))
            echo "killed $1 $2"
            kill -KILL "$1"
        fi
        sleep 0.02
    done
}

places_of() { # listen or taken: sets places, the addresses of the last look, one a line
    places=
    while IFS= read -r line; do
        case $line in "$1 "*) places=$places${places:+$newline}${line#"$1 "} ;; esac
    done <<END
$details
END
}

free() { # the places that the process listened on: no process does any more, or the stop was none
    listened=$places
    if [ -z "$listened" ]; then return; fi
    clock
    limit=$((now + 5))
    while true; do
        find_it
        if [ -n "$pid" ]; then started_elsewhere; fi
        held=
        places_of taken
        for place in $places; do
            case $newline$listened$newline in *"$newline$place$newline"*) held=$place ;; esac
        done
        if [ -z "$held" ]; then looked=yes; return; fi
        clock
        if [ "$now" -ge $limit ]; then break; fi
        sleep 0.02
    done
    fail 75 "process ${stopped%% *} has ended, and its port $(printf %d "0x${held##*:}") is in use by $(holder "$held")"
}

started_elsewhere() {
    by=$(kept) || by="something that is not its parent any more"
    fail 72 "process ${stopped%% *} has ended, and process $pid was started in its place at once by $by: stop it there"
}

holder() { # place: the process that listens there, in words
    # shellcheck disable=SC2012 # names of numbers
    inode=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v place="$1" '$4 == "0A" && $2 == place { print $10; exit }')
    # shellcheck disable=SC2012 # names of numbers
    by=$(ls -l /proc/[0-9]*/fd 2>/dev/null | awk -v socket="socket:[$inode]" '
        /^\/proc\// { split($1, path, "/"); next } $NF == socket { print path[3]; exit }')
    if [ -z "$by" ]; then echo "another program, which $(id -un) may not see"; return; fi
    first_line "/proc/$by/comm"
    echo "process $by ($value)"
}

start() {
    if [ -z "$looked" ]; then find_it; fi # a stop has looked by then: its process is gone, and its ports are free
    if [ -n "$pid" ]; then
        case $state in T | t) fail 74 "process $pid lives as this server and is held (state $state): it answers no client" ;; esac
        if [ -n "$stopped" ]; then started_elsewhere; fi
        if is_ours; then echo "started $pid $start"; return 0; fi
        fail 74 "process $pid lives as this server, and its files are not known to be these: it must be restarted"
    fi
    places_of taken
    for place in $places; do
        # Who listens on one address alone may be a neighbour of this server.
        case ${place%:*} in
            *[!0]*) ;;
            *) fail 75 "port $(printf %d "0x${place##*:}") is in use by $(holder "$place"): it was not started" ;;
        esac
    done
    prepare
    if [ -n "$initialize" ]; then allow_empty || exit 73; fi
    note_started && note_made || exit 73
    # What it names is no process of this server: zkServer.sh would take it for one.
    rm -f "$pidfile"
    if [ "$service" = systemd ]; then
        systemctl is-enabled --quiet "$unit" 2>/dev/null || systemctl enable --quiet "$unit" || exit 71
        systemctl reset-failed "$unit" 2>/dev/null
        systemctl start "$unit" 8<&- || exit 71
        pid=$(show MainPID) # zkServer.sh turns into java, and keeps it
    elif [ "$service" != zkServer ]; then
        bring_up "$@"
    else
        ZOOCFGDIR=$config ZOOCFG=$name_of_cfg ZOO_LOG_DIR=$log ZOOPIDFILE=$pidfile ZOO_UMASK=027
        export ZOOCFGDIR ZOOCFG ZOO_LOG_DIR ZOOPIDFILE ZOO_UMASK
        clean_start "$release/bin/zkServer.sh" start 8<&- || exit
        first_line "$pidfile"
        pid=$value
    fi
    stat_of "$pid"
    note_pid "$pid $start" && note_places || exit 73
    echo "started $pid $start"
}

retire() { # nothing is deleted; the configuration goes last: without it the server is not started by mistake
    stop
    case $service in
        systemd | unit) systemctl disable --quiet "$unit" || exit 71 ;;
        runit) mark_down "$named" || exit 73 ;;
    esac
    now=$(date -u +%Y%m%dT%H%M%SZ)
    for entry in "$data/version-2" "$datalog/version-2" "$data/myid" "$config/$name_of_cfg"; do
        if [ -e "$entry" ]; then mv "$entry" "$entry.left-$now" || exit 73; fi
    done
}

# The lock ends with this script: what it starts does not get the file. The data folder is locked by the run itself.
guard=$config
if [ "$config" -ef "$data" ] || [ "$config" -ef "$datalog" ]; then guard=$data/version-2; fi
if [ -d "$guard" ] && command -v flock >/dev/null; then
    exec 8<"$guard"
    flock 8
fi
case $action in
    start)
        if [ -n "$files" ]; then prepare; fi
        start "$@" ;;
    stop) stop ;;
    retire) retire ;;
    restart) prepare; stop; start "$@" ;;
    write) prepare ;;
    *) echo "unknown action $action" >&2; exit 64 ;;
esac
