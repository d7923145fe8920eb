# Prints how much one server's data folders hold, before facts.sh tells the rest: for each snapshot and log its bytes,
# its blocks on the disk (a log is lengthened with zeros in advance) and the time of its last write, in seconds.
# Arguments as those of facts.sh: config, data and data log folder come first.
stat -c 'held %s %b %B %Y %n' "$2"/version-2/snapshot.* "$3"/version-2/log.* 2>/dev/null
# An empty server that finds this file may vote although db.autocreate=false guards it (ZOOKEEPER-261).
if [ -e "$3/initialize" ]; then echo "initialize"; fi
