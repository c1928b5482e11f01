"""The engine: a case is a fold of its events; what a drop, the clock or a hand does to it is decided here. Pure."""
