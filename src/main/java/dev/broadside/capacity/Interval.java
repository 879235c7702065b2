package dev.broadside.capacity;

/** An estimate with its 95% interval, which may have no end. */
record Interval(double value, double low, double high) {}
