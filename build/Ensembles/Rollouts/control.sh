# Stops and starts one server, after what a run that was killed has left at work on it. Safe to repeat: what is stopped stays stopped, what runs with these files goes on.
# Arguments: action (start, restart, stop, folders, settle, retire), config, data, data log and log folder, release folder,
# seconds to wait for the end of the process, "initialize" or "", service account or "", systemd unit or "".
action=$1 config=$2 data=$3 datalog=$4 log=$5 release=$6 patience=$7 initialize=$8 user=$9
shift 9
unit=$1
pidfile=$data/zookeeper_server.pid

alive() { # a zombie whose parent does not reap it has ended all the same
    [ -n "$1" ] && { kill -0 "$1" 2>/dev/null || [ -d "/proc/$1" ]; } || return 1
    if [ -r "/proc/$1/stat" ]; then
        case $(cat "/proc/$1/stat" 2>/dev/null) in *') Z '* | '') return 1 ;; esac
        tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null | grep -qF QuorumPeerMain
    else
        ps -o args= -p "$1" | grep -qF QuorumPeerMain
    fi
}

show() { # a property of the unit; systemctl knows --value only since 230
    systemctl show -p "$1" "$unit" | sed "s/^$1=//"
}

main_pid() { # the server's process id; nothing when it is down
    pid=
    if [ -n "$unit" ]; then pid=$(show MainPID); fi
    if [ -z "$pid" ] || [ "$pid" = 0 ]; then pid=$(cat "$pidfile" 2>/dev/null); fi
    if alive "$pid"; then echo "$pid"; fi
}

settle() { # after files were written: the server's account can read them, and systemd knows its unit
    give_over || exit 73
    if [ -n "$unit" ] && [ "$(show NeedDaemonReload)" != no ]; then systemctl daemon-reload || exit 71; fi
}

stop() {
    pid=$(main_pid)
    # Also where the unit is between two tries to start a server that does not.
    if [ -n "$unit" ] && [ "$(show ActiveState)" != inactive ]; then systemctl stop "$unit" || exit 71; fi
    if [ -z "$pid" ]; then return 0; fi
    if [ -z "$unit" ] || alive "$pid"; then kill "$pid" || exit 71; fi
    turns=$((patience * 50))
    while alive "$pid"; do
        turns=$((turns - 1))
        if [ $turns -le 0 ]; then
            echo "process $pid did not end within $patience s after SIGTERM; it was left alone" >&2
            exit 70
        fi
        sleep 0.02
    done
    rm -f "$pidfile"
}

start() {
    if [ -n "$(main_pid)" ]; then return 0; fi
    make_folders || exit 73
    if [ -n "$initialize" ]; then allow_empty || exit 73; fi
    note_started && note_made || exit 73
    settle
    if [ -n "$unit" ]; then
        rm -f "$pidfile"
        systemctl is-enabled --quiet "$unit" 2>/dev/null || systemctl enable --quiet "$unit" || exit 71
        systemctl reset-failed "$unit" 2>/dev/null
        systemctl start "$unit" 8<&- || exit 71
        note_pid "$(show MainPID)" || exit 73 # zkServer.sh turns into java, and keeps it
    else
        ZOOCFGDIR=$config ZOOCFG=zoo.cfg ZOO_LOG_DIR=$log ZOOPIDFILE=$pidfile ZOO_UMASK=027
        export ZOOCFGDIR ZOOCFG ZOO_LOG_DIR ZOOPIDFILE ZOO_UMASK
        clean_start "$release/bin/zkServer.sh" start 8<&- || exit
        note_pid "$(cat "$pidfile")" || exit 73
    fi
}

retire() { # nothing is deleted; zoo.cfg goes last: without it nobody starts the server by mistake
    stop
    if [ -n "$unit" ]; then systemctl disable --quiet "$unit" || exit 71; fi
    now=$(date -u +%Y%m%dT%H%M%SZ)
    for entry in "$data/version-2" "$datalog/version-2" "$data/myid" "$config/zoo.cfg"; do
        if [ -e "$entry" ]; then mv "$entry" "$entry.left-$now" || exit 73; fi
    done
}

# The lock ends with this script: what it starts does not get the file.
if [ -d "$config" ] && command -v flock >/dev/null; then
    exec 8<"$config"
    flock 8
fi
case $action in
    start) start ;;
    stop) stop ;;
    retire) retire ;;
    restart) stop; start ;;
    folders) make_folders || exit 73 ;;
    settle) settle ;;
    *) echo "unknown action $action" >&2; exit 64 ;;
esac
