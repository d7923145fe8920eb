# Stops and starts one server. Safe to repeat: what is stopped stays stopped, what runs with these files goes on.
# Arguments: action (start, restart, stop), config, data, data log and log folder, release folder,
# seconds to wait for the end of the process, "initialize" or "".
action=$1 config=$2 data=$3 datalog=$4 log=$5 release=$6 patience=$7 initialize=$8
cfg=$config/zoo.cfg pidfile=$data/zookeeper_server.pid

alive() { # a zombie whose parent does not reap it has ended all the same
    [ -n "$1" ] && kill -0 "$1" 2>/dev/null || return 1
    if [ -r "/proc/$1/stat" ]; then
        case $(cat "/proc/$1/stat" 2>/dev/null) in *') Z '* | '') return 1 ;; esac
        tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null | grep -qF QuorumPeerMain
    else
        ps -o args= -p "$1" | grep -qF QuorumPeerMain
    fi
}

stop() {
    pid=$(cat "$pidfile" 2>/dev/null)
    alive "$pid" || return 0
    kill "$pid"
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
    if alive "$(cat "$pidfile" 2>/dev/null)"; then return 0; fi
    # ZooKeeper itself writes zoo.cfg anew under dynamic membership, with the superuser's digest in it.
    umask 027
    mkdir -p "$data" "$datalog" "$log" "$config/started" || exit 73
    if [ -n "$initialize" ]; then : >"$datalog/initialize"; fi
    rm -f "$config"/started/*
    for file in zoo.cfg java.env log4j.properties logback.xml; do
        if [ -e "$config/$file" ]; then cp -p "$config/$file" "$config/started/$file"; fi
    done
    ZOOCFGDIR=$config ZOOCFG=zoo.cfg ZOO_LOG_DIR=$log ZOOPIDFILE=$pidfile
    export ZOOCFGDIR ZOOCFG ZOO_LOG_DIR ZOOPIDFILE
    "$release/bin/zkServer.sh" start || exit
    cp "$pidfile" "$config/started/pid"
}

case $action in
    start) start ;;
    stop) stop ;;
    restart) stop; start ;;
    *) echo "unknown action $action" >&2; exit 64 ;;
esac
