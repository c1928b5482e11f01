"""The pure heart: values and decisions, no files, no clock, no chance."""
