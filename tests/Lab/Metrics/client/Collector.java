package io.prometheus.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A family of samples, one child for each set of label values. */
public abstract class Collector {

    public static class MetricFamilySamples {
        public final String name;
        public final String type;
        public final List<Sample> samples;

        public MetricFamilySamples(String name, String type, List<Sample> samples) {
            this.name = name;
            this.type = type;
            this.samples = samples;
        }

        public static class Sample {
            public final String name;
            public final List<String> labelNames;
            public final List<String> labelValues;
            public final double value;

            public Sample(String name, List<String> labelNames, List<String> labelValues, double value) {
                this.name = name;
                this.labelNames = labelNames;
                this.labelValues = labelValues;
                this.value = value;
            }
        }
    }

    public abstract MetricFamilySamples collect();

    /** What the three kinds have in common. */
    abstract static class Family<C> extends Collector {
        final String name;
        final List<String> labelNames;
        final Map<List<String>, C> children = new ConcurrentHashMap<>();
        private final String type;

        Family(String name, String type, List<String> labelNames) {
            this.name = name;
            this.type = type;
            this.labelNames = labelNames;
            if (labelNames.isEmpty()) {
                labels();
            }
        }

        abstract C make();

        abstract void sample(C child, List<String> values, List<MetricFamilySamples.Sample> into);

        public C labels(String... values) {
            return children.computeIfAbsent(Arrays.asList(values), key -> make());
        }

        C only() {
            return labels();
        }

        @Override
        public MetricFamilySamples collect() {
            List<MetricFamilySamples.Sample> samples = new ArrayList<>();
            children.forEach((values, child) -> sample(child, values, samples));
            return new MetricFamilySamples(name, type, samples);
        }
    }

    abstract static class Builder<B extends Builder<B, F>, F extends Collector> {
        final String name;
        List<String> labelNames = Collections.emptyList();

        Builder(String name) {
            this.name = name;
        }

        abstract F create();

        @SuppressWarnings("unchecked")
        public B labelNames(String... names) {
            labelNames = Arrays.asList(names);
            return (B) this;
        }

        public F register(CollectorRegistry registry) {
            F made = create();
            registry.register(made);
            return made;
        }
    }
}
