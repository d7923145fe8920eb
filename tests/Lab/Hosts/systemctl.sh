#!/bin/sh
# Stands in for systemd where none runs: units in the administrator's folder are really started and stopped, with the
# part of each that was loaded last, and every call is noted in /run/systemctl/calls.
state=/run/systemctl
mkdir -p $state/loaded
echo "$*" >>$state/calls
action=$1
shift
property=
while [ $# -gt 0 ]; do
    case $1 in
        -p) property=$2; shift ;;
        --quiet) ;;
        *) unit=$1 ;;
    esac
    shift
done
file=/etc/systemd/system/$unit loaded=$state/loaded/$unit pidfile=$state/$unit.pid
pid=$(cat "$pidfile" 2>/dev/null)
case $(cat "/proc/$pid/stat" 2>/dev/null) in *') Z '* | '') pid= ;; esac
load() { [ -e "$loaded" ] || cp "$file" "$loaded"; }

case $action in
    daemon-reload)
        for loaded in $state/loaded/*; do
            if [ -e "$loaded" ]; then cp "/etc/systemd/system/${loaded##*/}" "$loaded"; fi
        done ;;
    is-enabled) [ -e "$state/$unit.enabled" ] ;;
    enable) : >"$state/$unit.enabled" ;;
    reset-failed) ;;
    show)
        case $property in
            MainPID) echo "MainPID=${pid:-0}" ;;
            ActiveState) echo "ActiveState=$(if [ -n "$pid" ]; then echo active; else echo inactive; fi)" ;;
            NeedDaemonReload)
                if [ ! -e "$loaded" ] || cmp -s "$file" "$loaded"; then echo NeedDaemonReload=no
                else echo NeedDaemonReload=yes; fi ;;
        esac ;;
    start)
        load
        [ -n "$pid" ] && exit 0
        value() { sed -n "s/^$1=//p" "$loaded"; }
        user=$(value User)
        user=${user:-root}
        umask "$(value UMask)"
        eval "set -- env -i PATH=/usr/local/bin:/usr/bin:/bin $(value Environment | tr '\n' ' ') $(value ExecStart)"
        setsid setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups -- "$@" \
            >/var/log/unit.log 2>&1 </dev/null &
        echo $! >"$pidfile" ;;
    stop)
        [ -z "$pid" ] && exit 0
        kill "$pid"
        while [ -e "/proc/$pid/stat" ]; do
            case $(cat "/proc/$pid/stat" 2>/dev/null) in *') Z '* | '') break ;; esac
            sleep 0.02
        done
        rm -f "$pidfile" ;;
    *) echo "unknown operation $action" >&2; exit 1 ;;
esac
