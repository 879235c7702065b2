package dev.broadside.stage.mapping;

/** A place in a template, both from 1. */
record Position(int line, int column) {}
