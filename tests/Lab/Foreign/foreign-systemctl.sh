#!/bin/bash
# Stands in for systemd where none runs, for units that others have written: it reads them where systemd does, keeps
# their processes in a control group of the unit's name, as systemd does, and starts those with Restart= again.
# Every call is noted in /run/systemctl/calls.
state=/run/systemctl
mkdir -p $state
echo "$*" >>$state/calls
action=$1
shift
property='' unit=''
while [ $# -gt 0 ]; do
    case $1 in
        -p) property=$2; shift ;;
        -*) ;;
        *) unit=$1 ;;
    esac
    shift
done
case $unit in *.service) ;; *) unit=$unit.service ;; esac
file=
for folder in /lib/systemd/system /usr/lib/systemd/system /etc/systemd/system; do
    if [ -e "$folder/$unit" ]; then file=$folder/$unit; fi
done
values() { sed -n "s/^$1=//p" "$file"; }
alive() { [ -n "$1" ] || return 1; case $(cat "/proc/$1/stat" 2>/dev/null) in '' | *') Z '*) return 1 ;; esac; }
main() { cat "$state/$unit.pid" 2>/dev/null; }

group() { # puts this process, and so what it starts, into the unit's group
    for hierarchy in /sys/fs/cgroup/systemd /sys/fs/cgroup; do
        if [ -e $hierarchy/cgroup.procs ]; then
            mkdir -p "$hierarchy/system.slice/$unit" && echo "$BASHPID" >"$hierarchy/system.slice/$unit/cgroup.procs"
            return
        fi
    done
}

run() { # ExecStart=, ExecStop=: as the unit's account, in its folder, with its variables
    user=$(values User | tail -n 1)
    eval "set -- $(values Environment | tr '\n' ' ') -- $1"
    cd "$(values WorkingDirectory | tail -n 1)" 2>/dev/null || cd /
    variables=()
    while [ "$1" != -- ]; do variables+=("$1"); shift; done
    shift
    exec setpriv --reuid "${user:-root}" --regid "$(id -g "${user:-root}")" --init-groups -- \
        env -i PATH=/usr/local/bin:/usr/bin:/bin "${variables[@]}" "$@"
}

members() { # the processes of the unit on this host
    for process in /proc/[0-9]*; do
        if grep -q "/system.slice/$unit\$" "$process/cgroup" 2>/dev/null; then echo "${process#/proc/}"; fi
    done
}

begin() {
    : >"$state/$unit.wanted"
    if [ "$(values Type)" = forking ]; then
        (group; run "$(values ExecStart)") >>/var/log/unit.log 2>&1 </dev/null || return 1
        for process in $(members); do if alive "$process"; then echo "$process" >"$state/$unit.pid"; fi; done
    else
        (group; run "$(values ExecStart)") >>/var/log/unit.log 2>&1 </dev/null &
        echo $! >"$state/$unit.pid"
    fi
}

keep() { # Restart=: as long as nobody has stopped it
    while [ -e "$state/$unit.wanted" ]; do
        if ! alive "$(main)"; then begin; fi
        sleep 0.2
    done
}

case $action in
    start)
        if alive "$(main)"; then exit 0; fi
        begin || exit 1
        case $(values Restart) in
            always | on-failure) (keep >/dev/null 2>&1 </dev/null &) ;;
        esac ;;
    stop)
        rm -f "$state/$unit.wanted"
        if ! alive "$(main)"; then exit 0; fi
        if [ -n "$(values ExecStop)" ]; then (run "$(values ExecStop)") >>/var/log/unit.log 2>&1; fi
        pid=$(main)
        kill "$pid" 2>/dev/null
        while alive "$pid"; do sleep 0.05; done ;;
    show)
        case $property in
            MainPID) if alive "$(main)"; then echo "MainPID=$(main)"; else echo MainPID=0; fi ;;
            ActiveState) if alive "$(main)"; then echo ActiveState=active; else echo ActiveState=inactive; fi ;;
            LoadState) if [ -n "$file" ]; then echo LoadState=loaded; else echo LoadState=not-found; fi ;;
            NeedDaemonReload) echo NeedDaemonReload=no ;;
            FragmentPath) echo "FragmentPath=$file" ;;
        esac ;;
    is-active) alive "$(main)" ;;
    is-enabled | enable | daemon-reload | reset-failed) ;;
    *) echo "unknown operation $action" >&2; exit 1 ;;
esac
