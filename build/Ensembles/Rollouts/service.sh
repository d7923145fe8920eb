# Stops and starts a server through what keeps it running, where that is not zkServer.sh of ours. Between process.sh and
# control.sh, which proves what is asked for here: these functions only ask.
# service is zkServer, systemd (ours), unit, runit, supervisord or start (theirs); named is its unit, folder or program;
# aside is supervisord's configuration, or the working directory of a command; moves is "moves" where a server that
# something else keeps is to become ours.

supervisor() { # action: supervisorctl speaks to the supervisord that keeps the server
    conf=$aside
    if [ -z "$conf" ]; then
        case $keeper in
            Supervisord*)
                kept_by=${keeper#* }
                kept_by=${kept_by%% *}
                conf=$(tr '\0' '\n' 2>/dev/null <"/proc/$kept_by/cmdline" | awk '
                    next_one { print; exit }
                    /^(-c|--configuration)$/ { next_one = 1; next }
                    /^--configuration=/ { sub(/^[^=]*=/, ""); print; exit }
                    /^-c./ { print substr($0, 3); exit }')
                case $conf in '' | /*) ;; *) conf=$(cd "/proc/$kept_by/cwd" 2>/dev/null && pwd -P)/$conf ;; esac ;;
        esac
    fi
    said=$(supervisorctl ${conf:+-c "$conf"} "$1" "$named" 2>&1 8<&-)
    code=$?
    case $1:$said in
        stop:*'not running'* | start:*'already started'*) return ;;
        *ERROR* | *'no such'* | *refused*)
            fail 71 "supervisorctl $1 $named: $said" ;;
    esac
    [ $code = 0 ] || fail 71 "supervisorctl $1 $named: $said"
}

expected() { # by what the inventory says that keeps it; needs keeper, and its name in name
    case $service:$keeper in
        systemd:SystemdUnit* | unit:SystemdUnit*) [ "$name" = "$unit" ] ;;
        runit:Runit*) same "$name" "$named" ;;
        supervisord:Supervisord*) ;;
        *) return 1 ;;
    esac
}

# keep_down: whatever keeps the server is told that it shall be down; its process may live on for a moment. Also where
# there is none: it may be between two tries to start one that does not.
keep_down() {
    keeper=None
    if [ -n "$pid" ]; then keeper_of "$pid"; fi
    case $service in
        systemd | unit) if [ "$(show ActiveState)" != inactive ]; then systemctl stop "$unit" 8<&- || exit 71; fi ;;
        runit) sv down "$named" >/dev/null 8<&- || fail 71 "sv down $named failed: is runsv running there?" ;;
        supervisord) supervisor stop ;;
    esac
    if [ -z "$pid" ] || ! lives "$pid" "$start"; then return; fi
    other=$keeper
    # What was asked to stop it may have let go of it by now.
    case $service in
        zkServer | start) by=$(keeper_told) || return 0 ;;
        *) by=$(kept) || return 0 ;;
    esac
    case $moves:$other in
        # Switched off first: what fails then has changed nothing, and what comes to its end is not undone by a reboot.
        moves:SystemdUnit*)
            other=${other##* }
            systemctl disable --quiet "$other" 8<&- || exit 71
            systemctl stop "$other" 8<&- || exit 71 ;;
        moves:Runit*)
            other=${other#* * }
            mark_down "$other" || exit 73
            sv down "$other" >/dev/null 8<&- || exit 71 ;;
        *)
            is_ours || fail 72 \
                "process $pid is kept alive by $by: ended by us it would be started again at once; it was left alone" ;;
    esac
}

mark_down() { : >"$1/down"; } # runsv does not start it any more of its own accord (runsv(8))

# bring_up COUNT NAME=VALUE… WORD…: asks what keeps the server to start it, or runs the command; then sets pid.
bring_up() {
    running=
    case $service in
        unit)
            systemctl reset-failed "$unit" 2>/dev/null
            systemctl start "$unit" 8<&- || exit 71 ;;
        runit)
            sv up "$named" >/dev/null 8<&- || fail 71 "sv up $named failed: is runsv running there?" ;;
        supervisord) keeper=${keeper:-None}; supervisor start ;;
        start)
            reaped "${stopped%% *}"
            run_command "$@" ;;
    esac
    clock
    soon=$((now + 30))
    while true; do
        find_it
        if [ -n "$pid" ]; then break; fi
        clock
        if [ -n "$running" ] && ! kill -0 "$running" 2>/dev/null; then
            wait "$running"
            code=$?
            running=
            [ $code = 0 ] || fail 76 "the command ended with $code: $(last_words)"
            # It is done, and by then its process is there.
            soon=$((now + 5))
        fi
        [ "$now" -lt $soon ] || fail 76 "$service ${named:+$named }has started no process of the server: $(last_words)"
        sleep 0.1
    done
}

reaped() { # PID: of a process that has ended and whose parent has not asked for it yet, their scripts think that it runs
    if [ -z "$1" ]; then return; fi
    clock
    soon=$((now + 5))
    while { stat_of "$1" || [ "$state" = Z ]; } && [ "$state" = Z ] && [ "$now" -lt $soon ]; do
        sleep 0.02
        clock
    done
}

last_words() {
    said=$(tail -n 3 "$log/start.out" 2>/dev/null)
    echo "${said:-it has said nothing}"
}

run_command() { # COUNT NAME=VALUE… WORD…: detached, as the account whose data it is, its output beside the server's log
    (
        # The owner of its data runs it, whatever further servers run as.
        owner=$(owner_of_data)
        user=${owner:-$user}
        # Only what the inventory gives it, as from a login: neither secrets of the run nor its language.
        for given in $(env | sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p'); do
            case $given in
                PATH | HOME | USER | LOGNAME | SHELL | LANG | TZ | TMPDIR | LD_LIBRARY_PATH | JAVA_HOME) ;;
                *) unset "$given" ;;
            esac
        done
        many=$1
        shift
        while [ "$many" -gt 0 ]; do
            # shellcheck disable=SC2163 # a name with its value
            export "$1"
            shift
            many=$((many - 1))
        done
        cd "${aside:-/}" || exit 73
        program=$1
        if command -v setsid >/dev/null 2>&1; then set -- setsid "$@"; else set -- nohup "$@"; fi
        # An init script is root's, and changes to the account by itself: its pid file is root's too.
        case $(id -u):$program in
            0:/etc/init.d/* | 0:/etc/rc.d/*)
                said=$(mktemp) || exit 73
                "$@" >"$said" 2>&1
                code=$?
                # shellcheck disable=SC2016 # expanded by the inner shell
                at "$log" sh -c 'cat >>"$1"' sh "$log/start.out" <"$said"
                rm -f "$said"
                exit $code ;;
        esac
        # The account itself opens the file in a folder of its own, where a link would lead root anywhere.
        # shellcheck disable=SC2016 # expanded by the inner shell
        at "$log" sh -c '[ ! -e "$1" ] || [ -w "$1" ] || rm -f -- "$1"' sh "$log/start.out"
        if owns "$log"; then
            # shellcheck disable=SC2016 # expanded by the inner shell
            as_user sh -c 'out=$1; shift; exec "$@" >>"$out" 2>&1' sh "$log/start.out" "$@"
        else
            as_user "$@" >>"$log/start.out" 2>&1
        fi
    ) >/dev/null 2>&1 </dev/null 8<&- &
    running=$!
}

owner_of_data() {
    for folder in "$data/version-2" "$data"; do
        if [ -d "$folder" ]; then
            # shellcheck disable=SC2012 # the owner is the third word, whatever the name is
            ls -ld "$folder" | awk '{ print $3; exit }'
            return
        fi
    done
}
