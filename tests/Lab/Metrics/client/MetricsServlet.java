package io.prometheus.client.exporter;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.Writer;
import java.util.Enumeration;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Prometheus' text format 0.0.4. */
public class MetricsServlet extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setContentType("text/plain; version=0.0.4; charset=utf-8");
        Enumeration<MetricFamilySamples> families = CollectorRegistry.defaultRegistry.metricFamilySamples();
        try (Writer writer = response.getWriter()) {
            while (families.hasMoreElements()) {
                MetricFamilySamples family = families.nextElement();
                writer.write("# TYPE " + family.name + " " + family.type + "\n");
                for (MetricFamilySamples.Sample sample : family.samples) {
                    writer.write(sample.name);
                    for (int i = 0; i < sample.labelNames.size(); i++) {
                        String value = sample.labelValues.get(i).replace("\\", "\\\\").replace("\"", "\\\"");
                        writer.write((i == 0 ? "{" : ",") + sample.labelNames.get(i) + "=\"" + value + "\"");
                    }
                    writer.write(sample.labelNames.isEmpty() ? " " : "} ");
                    writer.write(sample.value + "\n");
                }
            }
        }
    }
}
