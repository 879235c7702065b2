package dev.broadside.capacity;

/**
 * A quota of AWS as a load that it does not let pass.
 *
 * @param name as people know it
 * @param load above it the quota is exceeded
 * @param why how the load follows from the quota, with the page that documents it
 * @param modelled whether more than arithmetic went into it
 */
public record QuotaCeiling(String name, double load, String why, boolean modelled) {}
