package io.prometheus.client;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

public class CollectorRegistry {
    public static final CollectorRegistry defaultRegistry = new CollectorRegistry();

    private final Set<Collector> collectors = ConcurrentHashMap.newKeySet();

    public void register(Collector collector) {
        collectors.add(collector);
    }

    public void unregister(Collector collector) {
        collectors.remove(collector);
    }

    public Enumeration<Collector.MetricFamilySamples> metricFamilySamples() {
        return Collections.enumeration(collectors.stream().map(Collector::collect).collect(Collectors.toList()));
    }
}
