# Sourced by the other scripts, whose folder is ZOOBIN: finds the configuration, java and the class path.
#   ZOOCFGDIR     folder of the configuration          default: conf beside bin
#   ZOOCFG        name, or path, of the file in it     default: zoo.cfg
#   ZOO_LOG_DIR   folder of the logs                   default: logs beside bin
#   JAVA_HOME     java's folder                        default: the java on the PATH
ZOOKEEPER_PREFIX=$(cd "$ZOOBIN/.." && pwd -P)
ZOOCFGDIR=${ZOOCFGDIR:-$ZOOKEEPER_PREFIX/conf}

if [ -f "$ZOOCFGDIR/zookeeper-env.sh" ]; then . "$ZOOCFGDIR/zookeeper-env.sh"; fi
ZOOCFG=${ZOOCFG:-zoo.cfg}
if [ -f "$ZOOCFGDIR/java.env" ]; then . "$ZOOCFGDIR/java.env"; fi
ZOO_LOG_DIR=${ZOO_LOG_DIR:-$ZOOKEEPER_PREFIX/logs}

if [ -n "${JAVA_HOME:-}" ]; then JAVA=$JAVA_HOME/bin/java; else JAVA=$(command -v java); fi
if [ -z "$JAVA" ] || [ ! -x "$JAVA" ]; then
  echo "Error: no java: JAVA_HOME is '${JAVA_HOME:-}' and PATH is '$PATH'" >&2
  exit 1
fi

# The configuration's own logging comes first; the sample in conf serves a configuration that has none.
CLASSPATH="$ZOOCFGDIR:$ZOOKEEPER_PREFIX/lib/*:$ZOOKEEPER_PREFIX/conf${CLASSPATH:+:$CLASSPATH}"
SERVER_JVMFLAGS="-Xmx${ZK_SERVER_HEAP:-1000}m ${SERVER_JVMFLAGS:-}"
CLIENT_JVMFLAGS="-Xmx${ZK_CLIENT_HEAP:-256}m ${CLIENT_JVMFLAGS:-}"
