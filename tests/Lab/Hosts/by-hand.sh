# The minimal acts of a deployment or an expansion, as a quick operator does them over OpenSSH: the floor that the suite
# is held against. No gates, no proof, no verification, no safety copy; and no wait that a good operator would not have.
# Arguments: the action; of three hosts or more, their addresses in the order of the servers' ids.
#   deploy     the first three get release and files, start, and serve
#   restarts   the others join by restarts of the first three, the leader last
#   reconfig   the others follow as observers and become members by one reconfig
# Environment: SSH, the client with its options; ARCHIVE, the release; DYNAMIC, not empty where reconfig is to come;
# HELD, of restarts: the last joiner starts behind all restarts (behind) or with the leader that restarts last (beside).
# Prints a line per part: its name and the seconds since the start.
set -euo pipefail
action=$1
shift
hosts=("$@") members=("${@:1:3}") joiners=("${@:4}")
prefix=/opt/by-hand
sockets=$(mktemp -d)
begin=$(date +%s%N)

on() { # host, command: one connection to each host
  $SSH -o ControlMaster=auto -o ControlPath="$sockets/%h" -o ControlPersist=60 "root@$1" "$2"
}

leave() {
  for host in "${hosts[@]}"; do
    $SSH -o ControlPath="$sockets/%h" -O exit "root@$host" 2>/dev/null || true
  done
  rm -rf "$sockets"
}
trap leave EXIT

told() { awk -v part="$1" -v took=$(($(date +%s%N) - begin)) 'BEGIN { printf "%s %.3f\n", part, took / 1e9 }'; }

mode() { # what srvr says of a host: leader, follower, observer, or nothing
  { exec 3<>"/dev/tcp/$1/2181" && printf srvr >&3 && timeout 1 cat <&3 | sed -n 's/^Mode: //p'; } 2>/dev/null || true
}

serve() {
  local host
  for host in "$@"; do until [ -n "$(mode "$host")" ]; do sleep 0.02; done; done
}

follow() {
  local host
  for host in "$@"; do until [ "$(mode "$host")" = follower ]; do sleep 0.02; done; done
}

release() {
  local host
  for host in "$@"; do
    on "$host" "mkdir -p $prefix/data && tar xz -C $prefix --strip-components=1" <"$ARCHIVE" &
  done
  wait
}

line() { echo "server.$1=${hosts[$1 - 1]}:2888:3888${2:-}"; }

configure() { # id of a host, then the lines of its list
  {
    printf '%s\n' tickTime=2000 initLimit=10 syncLimit=5 "dataDir=$prefix/data" admin.enableServer=false \
      '4lw.commands.whitelist=srvr,mntr' "${@:2}"
    if [ -n "$DYNAMIC" ]; then
      printf '%s\n' reconfigEnabled=true standaloneEnabled=false skipACL=yes
    else
      echo clientPort=2181
    fi
  } | on "${hosts[$1 - 1]}" "cat >$prefix/conf/zoo.cfg; echo $1 >$prefix/data/myid"
}

list() { # how many servers
  local id
  for id in $(seq "$1"); do line "$id" ${DYNAMIC:+';2181'}; done
}

start() { on "$1" "ZOO_LOG_DIR=$prefix $prefix/bin/zkServer.sh start >/dev/null 2>&1" </dev/null; }

stop() {
  on "$1" "p=\$(cat $prefix/data/zookeeper_server.pid); kill \$p; while kill -0 \$p 2>/dev/null; do sleep 0.02; done" </dev/null
}

restart() { # in one command of the host
  on "$1" "p=\$(cat $prefix/data/zookeeper_server.pid); kill \$p; while kill -0 \$p 2>/dev/null; do sleep 0.02; done
    ZOO_LOG_DIR=$prefix $prefix/bin/zkServer.sh start >/dev/null 2>&1" </dev/null
}

case $action in
  deploy)
    release "${members[@]}"
    told release
    mapfile -t lines < <(list 3)
    for id in 1 2 3; do configure "$id" "${lines[@]}" & done
    wait
    told files
    for host in "${members[@]}"; do start "$host" & done
    wait
    serve "${members[@]}"
    told all ;;
  restarts)
    followers=() leader=
    for host in "${members[@]}"; do
      if [ "$(mode "$host")" = leader ]; then leader=$host; else followers+=("$host"); fi
    done
    release "${joiners[@]}"
    told release
    mapfile -t lines < <(list "${#hosts[@]}")
    for id in $(seq "${#hosts[@]}"); do configure "$id" "${lines[@]}" & done
    wait
    told files
    held=()
    if [ -n "${HELD:-}" ]; then held=("${joiners[-1]}") && unset 'joiners[-1]'; fi
    for host in "${joiners[@]}"; do start "$host" & done
    wait
    serve "${joiners[@]}"
    told joiners
    for host in "${followers[@]}" "$leader"; do
      if [ "${HELD:-}$host" = "beside$leader" ]; then
        stop "$host"
        start "${held[0]}" &
        start "$host"
        wait
      else
        restart "$host"
      fi
      serve "$host"
      told restart
    done
    if [ "${HELD:-}" = behind ]; then start "${held[0]}"; fi
    serve "${hosts[@]}"
    told all ;;
  reconfig)
    release "${joiners[@]}"
    told release
    mapfile -t lines < <(list 3)
    added=
    for id in $(seq 4 "${#hosts[@]}"); do
      configure "$id" "${lines[@]}" "$(line "$id" ':observer;2181')" &
      added=$added${added:+,}$(line "$id" ':participant;2181')
    done
    wait
    told files
    for host in "${joiners[@]}"; do start "$host" & done
    wait
    serve "${joiners[@]}"
    told joiners
    on "${members[0]}" "ZOO_LOG_DIR=/tmp $prefix/bin/zkCli.sh -server ${members[0]}:2181 reconfig -add '$added' >/tmp/reconfig 2>&1 ||
      { cat /tmp/reconfig >&2; exit 1; }" </dev/null
    follow "${joiners[@]}"
    told all ;;
esac
