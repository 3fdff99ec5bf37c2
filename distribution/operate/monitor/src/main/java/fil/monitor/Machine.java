package fil.monitor;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Java that runs all this, in plain values. */
final class Machine {
    private Machine() {}

    static Map<String, Object> java() {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        Map<String, Object> java = new LinkedHashMap<>();
        java.put("version", System.getProperty("java.version"));
        java.put("vm", runtime.getVmName());
        java.put("vendor", runtime.getVmVendor());
        java.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        java.put("processors", Runtime.getRuntime().availableProcessors());
        java.put("pid", ProcessHandle.current().pid());
        java.put("started", runtime.getStartTime());
        java.put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
        java.put("classes", ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        return java;
    }

    static Map<String, Object> memory() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        MemoryUsage other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
        Map<String, Object> memory = new LinkedHashMap<>();
        memory.put("heap", heap.getUsed());
        memory.put("heapCommitted", heap.getCommitted());
        memory.put("heapMax", heap.getMax());
        memory.put("other", other.getUsed());
        return memory;
    }
}
