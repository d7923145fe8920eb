# Notes with which files a running server, started by somebody else, was started, before they are changed.
# Arguments: process id, config folder.
pid=$1 config=$2
mkdir -p "$config/started" || exit 73
for file in zoo.cfg java.env log4j.properties logback.xml; do
    if [ -e "$config/$file" ]; then cp -p "$config/$file" "$config/started/$file"; fi
done
echo "$pid" >"$config/started/pid"
