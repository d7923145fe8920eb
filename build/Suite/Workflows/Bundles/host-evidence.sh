# Prints what one server leaves behind for finding out why a run failed, each part after a line with the token and its
# name. Arguments: token; config, data, log and install folder; systemd unit or nothing; seconds since the logs matter;
# bytes at most of each part.
token=$1 config=$2 data=$3 log=$4 install=$5 unit=$6 ago=$7 bytes=$8
section() { printf '\n%s %s\n' "$token" "$1"; }

for file in "$config"/zoo.cfg* "$config"/java.env "$config"/log* "$config"/started/* "$data"/myid; do
  if [ -f "$file" ] && [ -r "$file" ]; then
    case $file in
      "$config"/*) section "conf/${file#"$config"/}" ;;
      *) section "conf/${file##*/}" ;;
    esac
    head -c "$bytes" "$file"
  fi
done

# By this host's own clock, as its servers write it. A date that cannot say it leaves only the bounds in bytes.
since=$(date -d "@$(($(date +%s) - ago))" '+%Y-%m-%d %H:%M:%S' 2>/dev/null)
lately() { # Lines without a time belong to the one before them; before the first time they are a start that failed.
  tail -c 67108864 "$1" | LC_ALL=C awk -v since="$since" '
    /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9]/ {
      stamped = 1
      late = substr($0, 1, 10) " " substr($0, 12, 8) >= since
    }
    late || !stamped'
}
some() { [ -f "$1" ] && [ -n "$(lately "$1" | head -c 1)" ]; }
for file in "$log"/*.log.[0-9]*; do
  if some "$file"; then
    section "logs/${file##*/}"
    lately "$file" | tail -c "$bytes"
  fi
done
for file in "$log"/*.log "$log"/*.out; do
  if [ -f "$file" ]; then
    section "logs/${file##*/}"
    if some "$file"; then
      lately "$file" | tail -c "$bytes"
    else
      echo "(nothing since $since; what was said last:)"
      tail -n 50 "$file" | tail -c "$bytes"
    fi
  fi
done
if [ -n "$unit" ]; then
  section logs/journal.log
  journalctl --quiet --no-pager --since "@$(($(date +%s) - ago))" --unit "$unit" 2>&1 | tail -c "$bytes"
fi

section host.txt
exec 2>&1
printf 'logs since %s by the clock of this host\n' "${since:-ever}"
uname -a
uptime
id
df -k "$data" "$log" "$install"
free
ls -ln "$install" "$config" "$data" "$data/version-2"
pid=$(cat "$data/zookeeper_server.pid" 2>/dev/null)
if [ -n "$pid" ]; then ps -o pid,user,etime,rss,args -p "$pid"; fi
java -version
exit 0
