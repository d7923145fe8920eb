# Defines told_peers; changes nothing.
# told_peers HOST PORT...: whether each can be reached: who refuses is alive, and no firewall swallows the packets.
told_peers() {
    if [ $# = 0 ]; then return; fi
    if command -v bash >/dev/null; then
        # One bash asks all at once, each by a child of its own; those without an answer in time are ended. No
        # start-up file is read.
        # shellcheck disable=SC2016 # expanded by bash
        BASH_ENV='' bash --norc --noprofile -c '
            places=("$@") number=0
            for ((i = 0; i < $#; i += 2)); do
                place=/dev/tcp/${places[i]}/${places[i + 1]}
                eval "exec $((10 + number++))< <(exec 2>&1; echo \$BASHPID; : <>\"\$place\"; echo \"code \$?\")"
            done
            end=$((SECONDS + 4))
            for ((i = 0; i < number; i++)); do
                left=$((end - SECONDS)) said=
                IFS= read -r child <&$((10 + i))
                while IFS= read -r -t $((left > 0 ? left : 0)).01 line <&$((10 + i)); do
                    said="$said $line"
                    left=$((end - SECONDS))
                done
                case $said in *"code "*) ;; *) kill "$child" 2>/dev/null; said="timed out" ;; esac
                echo "$i $said"
            done' bash "$@" 2>/dev/null
    elif command -v nc >/dev/null; then
        number=0
        while [ $# -gt 0 ]; do
            { said=$(nc -z -v -w 3 "$1" "$2" 2>&1); code=$?; echo "$number $(echo "$said" | tr '\n' ' ') code $code"; } &
            number=$((number + 1))
            shift 2
        done
        wait
    else
        number=0
        while [ $# -gt 0 ]; do echo "$number"; number=$((number + 1)); shift 2; done
    fi | while read -r number said; do
        case $said in
            *'code 0') echo "peer $number open" ;;
            *efused*) echo "peer $number refused" ;;
            *imed\ out*) echo "peer $number silent" ;;
            *unreachable* | *No\ route*) echo "peer $number unreachable" ;;
            *not\ known* | *esol*) echo "peer $number unknown" ;;
            *) echo "peer $number untold" ;;
        esac
    done
}
