"""casedrop: a shared folder that does the work of a service department."""
