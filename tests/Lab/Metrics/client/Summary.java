package io.prometheus.client;

import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Sum and count; the quantiles, which no rule uses, are left out. */
public class Summary extends Collector.Family<Summary.Child> {

    Summary(Builder builder) {
        super(builder.name, "summary", builder.labelNames);
    }

    public static Builder build(String name, String help) {
        return new Builder(name);
    }

    public void observe(double amount) {
        only().observe(amount);
    }

    @Override
    Child make() {
        return new Child();
    }

    @Override
    void sample(Child child, List<String> values, List<Collector.MetricFamilySamples.Sample> into) {
        into.add(new Collector.MetricFamilySamples.Sample(name + "_count", labelNames, values, child.count.sum()));
        into.add(new Collector.MetricFamilySamples.Sample(name + "_sum", labelNames, values, child.sum.sum()));
    }

    public static class Child {
        private final LongAdder count = new LongAdder();
        private final DoubleAdder sum = new DoubleAdder();

        public void observe(double amount) {
            count.increment();
            sum.add(amount);
        }
    }

    public static class Builder extends Collector.Builder<Builder, Summary> {
        Builder(String name) {
            super(name);
        }

        public Builder quantile(double quantile, double error) {
            return this;
        }

        @Override
        Summary create() {
            return new Summary(this);
        }
    }
}
