package org.encodertraces.probe;

/** Hyper-parameters of one training run: learning rate and weight decay. */
public record SgdTrial(double lr, double wd) {}
