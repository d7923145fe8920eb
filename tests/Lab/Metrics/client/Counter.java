package io.prometheus.client;

import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;

public class Counter extends Collector.Family<Counter.Child> {

    Counter(Builder builder) {
        super(builder.name, "counter", builder.labelNames);
    }

    public static Builder build(String name, String help) {
        return new Builder(name);
    }

    public void inc(double amount) {
        only().inc(amount);
    }

    public double get() {
        return only().sum.sum();
    }

    @Override
    Child make() {
        return new Child();
    }

    @Override
    void sample(Child child, List<String> values, List<Collector.MetricFamilySamples.Sample> into) {
        into.add(new Collector.MetricFamilySamples.Sample(name, labelNames, values, child.sum.sum()));
    }

    public static class Child {
        private final DoubleAdder sum = new DoubleAdder();

        public void inc(double amount) {
            if (amount < 0) {
                throw new IllegalArgumentException("Amount to increment must be non-negative.");
            }
            sum.add(amount);
        }
    }

    public static class Builder extends Collector.Builder<Builder, Counter> {
        Builder(String name) {
            super(name);
        }

        @Override
        Counter create() {
            return new Counter(this);
        }
    }
}
