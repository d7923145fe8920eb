#!/usr/bin/env bash
# Sourced by zkServer.sh: the settings that ZooKeeper's own archives document, with their defaults.
ZOOBINDIR=${ZOOBINDIR:-$here}
ZOOKEEPER_PREFIX=$ZOOBINDIR/..
if [ -z "$ZOOCFGDIR" ]; then
    if [ -e "$ZOOKEEPER_PREFIX/conf" ]; then ZOOCFGDIR=$ZOOBINDIR/../conf; else ZOOCFGDIR=$ZOOBINDIR/../etc/zookeeper; fi
fi
if [ -f "$ZOOCFGDIR/zookeeper-env.sh" ]; then . "$ZOOCFGDIR/zookeeper-env.sh"; fi
ZOOCFG=$ZOOCFGDIR/${ZOOCFG:-zoo.cfg}
if [ -f "$ZOOCFGDIR/java.env" ]; then . "$ZOOCFGDIR/java.env"; fi
if [ "$habits" = 3.4 ]; then ZOO_LOG_DIR=${ZOO_LOG_DIR:-.}; else ZOO_LOG_DIR=${ZOO_LOG_DIR:-$ZOOKEEPER_PREFIX/logs}; fi
if [ -n "$JAVA_HOME" ]; then JAVA=$JAVA_HOME/bin/java; else JAVA=java; fi
CLASSPATH=$ZOOCFGDIR${CLASSPATH:+:$CLASSPATH}
for jar in "$ZOOBINDIR"/../zookeeper-*.jar "$ZOOBINDIR"/../lib/*.jar; do
    if [ -e "$jar" ]; then CLASSPATH=$jar:$CLASSPATH; fi
done
if [ "$habits" != 3.4 ]; then SERVER_JVMFLAGS="-Xmx${ZK_SERVER_HEAP:-1000}m $SERVER_JVMFLAGS"; fi
