package io.prometheus.client;

import java.util.List;

public class Gauge extends Collector.Family<Gauge.Child> {

    Gauge(Builder builder) {
        super(builder.name, "gauge", builder.labelNames);
    }

    public static Builder build(String name, String help) {
        return new Builder(name);
    }

    public void set(double value) {
        only().set(value);
    }

    @Override
    Child make() {
        return new Child();
    }

    @Override
    void sample(Child child, List<String> values, List<Collector.MetricFamilySamples.Sample> into) {
        into.add(new Collector.MetricFamilySamples.Sample(name, labelNames, values, child.value));
    }

    public static class Child {
        private volatile double value;

        public void set(double value) {
            this.value = value;
        }
    }

    public static class Builder extends Collector.Builder<Builder, Gauge> {
        Builder(String name) {
            super(name);
        }

        @Override
        Gauge create() {
            return new Gauge(this);
        }
    }
}
