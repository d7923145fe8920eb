#!/bin/sh
# Runs a ZooKeeper server: zkServer.sh [--config FOLDER] start|start-foreground|stop|restart|status|print-cmd [FILE]
# FILE is a name in the configuration folder, or a path. Settings: see zkEnv.sh, and
#   ZOOPIDFILE       file with the process id          default: zookeeper_server.pid in dataDir
#   ZOO_STOP_WAIT    seconds that stop waits           default: 60
#   SERVER_JVMFLAGS  JVMFLAGS                          options for java
set -u
umask "${ZOO_UMASK:-022}"
if [ "${1:-}" = --config ]; then ZOOCFGDIR=${2:?} && shift 2; fi
case $0 in */*) ZOOBIN=${0%/*} ;; *) ZOOBIN=. ;; esac
. "$ZOOBIN/zkEnv.sh"

action=${1:-}
config=${2:-$ZOOCFG}
case $config in */*) ;; *) config=$ZOOCFGDIR/$config ;; esac
if [ -n "$action" ] && [ ! -r "$config" ]; then echo "Error: cannot read $config" >&2; exit 2; fi

# setting KEY FILE: its last value
setting() { sed -n "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*\(.*[^[:space:]]\)[[:space:]]*$/\1/p" "$2" | tail -n 1; }

pid_file() { echo "${ZOOPIDFILE:-$(setting dataDir "$config")/zookeeper_server.pid}"; }

# running: prints the id of the server's process, or fails
running() { pid=$(cat "$(pid_file)" 2>/dev/null) && [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null && echo "$pid"; }

host=
if [ -r /proc/sys/kernel/hostname ]; then read -r host </proc/sys/kernel/hostname; fi
name=zookeeper-${USER:-$(id -un)}-server-${host:-$(uname -n)}

run() {
  how=$1
  set -f # the * of the class path is java's to expand
  # shellcheck disable=SC2086 # flags are words
  set -- "$JAVA" "-Dzookeeper.log.dir=$ZOO_LOG_DIR" "-Dzookeeper.log.file=$name.log" \
    -XX:+HeapDumpOnOutOfMemoryError '-XX:OnOutOfMemoryError=kill -9 %p' \
    -cp "$CLASSPATH" $SERVER_JVMFLAGS ${JVMFLAGS:-} org.apache.zookeeper.server.quorum.QuorumPeerMain "$config"
  case $how in
    print) echo "$@" ;;
    foreground) exec "$@" ;;
    background) nohup "$@" >"$ZOO_LOG_DIR/$name.out" 2>&1 </dev/null & echo $! >"$(pid_file)" ;;
  esac
}

start() {
  if pid=$(running); then echo "Starting zookeeper ... already running as process $pid."; exit 1; fi
  file=$(pid_file)
  case $file in */*) ;; *) file=./$file ;; esac
  if [ ! -d "$ZOO_LOG_DIR" ] || [ ! -d "${file%/*}" ]; then mkdir -p "$ZOO_LOG_DIR" "${file%/*}" || exit 1; fi
  run background || { echo "Starting zookeeper ... FAILED TO WRITE PID"; exit 1; }
  echo "Starting zookeeper ... STARTED"
}

stop() {
  if ! pid=$(running); then echo "Stopping zookeeper ... no zookeeper to stop"; rm -f "$(pid_file)"; return; fi
  kill "$pid"
  waited=0
  while kill -0 "$pid" 2>/dev/null; do
    if [ "$waited" -ge $((${ZOO_STOP_WAIT:-60} * 10)) ]; then
      echo "Stopping zookeeper ... process $pid still runs after ${ZOO_STOP_WAIT:-60} s" >&2
      exit 1
    fi
    sleep 0.1
    waited=$((waited + 1))
  done
  rm -f "$(pid_file)"
  echo "Stopping zookeeper ... STOPPED"
}

status() {
  address=$(setting clientPortAddress "$config")
  port=$(setting clientPort "$config")
  dynamic=$(setting dynamicConfigFile "$config")
  if [ -z "$port" ]; then
    line=$(setting "server\.$(cat "$(setting dataDir "$config")/myid")" "${dynamic:-$config}")
    port=${line##*[;:]}
  fi
  "$JAVA" -cp "$CLASSPATH" -Xmx32m org.apache.zookeeper.client.FourLetterWordMain \
    "${address:-localhost}" "$port" srvr 2>/dev/null | grep Mode ||
    { echo "Error contacting service. It is probably not running."; exit 1; }
}

case $action in
  start) start ;;
  start-foreground) run foreground ;;
  stop) stop ;;
  restart) stop && start ;;
  status) status ;;
  print-cmd) run print ;;
  *) echo "Usage: $0 [--config <conf-dir>] {start|start-foreground|stop|restart|status|print-cmd}" >&2; exit 1 ;;
esac
