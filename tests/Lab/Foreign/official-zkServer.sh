#!/usr/bin/env bash
# Behaves as the zkServer.sh of ZooKeeper's own archives does, by its documentation: where it looks for its files, what
# it gives Java, where the process id goes, and how it stops. Which release's habits: the file "habits" beside it, 3.4 or
# 3.5 (and later).
here=$(cd "$(dirname "${BASH_SOURCE:-$0}")" && pwd)
read -r habits <"$here/habits"
if [ "$1" = --config ]; then ZOOCFGDIR=$2; shift 2; fi
. "$here/zkEnv.sh"

# A bare name is one of the configuration folder; a path is taken as it is.
case $2 in '') ;; */*) ZOOCFG=$2 ;; *) ZOOCFG=$ZOOCFGDIR/$2 ;; esac
main=org.apache.zookeeper.server.quorum.QuorumPeerMain
jmx=()
if [ -z "$JMXDISABLE" ]; then
    echo "ZooKeeper JMX enabled by default" >&2
    jmx=(-Dcom.sun.management.jmxremote -Dcom.sun.management.jmxremote.local.only=false)
fi
echo "Using config: $ZOOCFG" >&2
data=$(grep '^[[:space:]]*dataDir' "$ZOOCFG" | sed 's/.*=//; s/^ *//; s/ *$//')
if [ -z "$ZOOPIDFILE" ]; then
    mkdir -p "$data"
    ZOOPIDFILE=$data/zookeeper_server.pid
else
    mkdir -p "$(dirname "$ZOOPIDFILE")"
fi
mkdir -p "$ZOO_LOG_DIR"
if [ "$habits" = 3.4 ]; then
    out=$ZOO_LOG_DIR/zookeeper.out
    logging=("-Dzookeeper.log.dir=$ZOO_LOG_DIR" "-Dzookeeper.root.logger=${ZOO_LOG4J_PROP:-INFO,CONSOLE}")
else
    name=zookeeper-${USER:-$(id -un)}-server-$(uname -n)
    out=$ZOO_LOG_DIR/$name.out
    logging=("-Dzookeeper.log.dir=$ZOO_LOG_DIR" "-Dzookeeper.log.file=$name.log"
        -XX:+HeapDumpOnOutOfMemoryError '-XX:OnOutOfMemoryError=kill -9 %p')
fi
# shellcheck disable=SC2206 # flags are words
command=("$JAVA" "${logging[@]}" -cp "$CLASSPATH" $SERVER_JVMFLAGS $JVMFLAGS "${jmx[@]}" "$main" "$ZOOCFG")

case $1 in
    start)
        echo -n "Starting zookeeper ... "
        if [ -f "$ZOOPIDFILE" ] && kill -0 "$(cat "$ZOOPIDFILE")" 2>/dev/null; then
            echo "already running as process $(cat "$ZOOPIDFILE")."
            if [ "$habits" = 3.4 ]; then exit 0; else exit 1; fi
        fi
        nohup "${command[@]}" >"$out" 2>&1 </dev/null &
        if ! echo -n $! >"$ZOOPIDFILE"; then echo FAILED TO WRITE PID; exit 1; fi
        sleep 1
        if [ "$habits" != 3.4 ] && ! kill -0 "$(cat "$ZOOPIDFILE")" 2>/dev/null; then echo FAILED TO START; exit 1; fi
        echo STARTED ;;
    start-foreground)
        exec "${command[@]}" ;;
    print-cmd)
        echo "${command[@]}" ;;
    stop)
        echo -n "Stopping zookeeper ... "
        if [ ! -f "$ZOOPIDFILE" ]; then
            echo "no zookeeper to stop (could not find file $ZOOPIDFILE)"
        else
            if [ "$habits" = 3.4 ]; then kill -9 "$(cat "$ZOOPIDFILE")"; else kill "$(cat "$ZOOPIDFILE")"; fi
            rm "$ZOOPIDFILE"
            sleep 1
            echo STOPPED
        fi ;;
    restart)
        shift
        "$0" stop "$@"
        sleep 3
        "$0" start "$@" ;;
    *)
        echo "Usage: $0 [--config <conf-dir>] {start|start-foreground|stop|restart|status|print-cmd}" >&2
        exit 1 ;;
esac
