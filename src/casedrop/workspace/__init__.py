"""The workspace as its people declare it: settings, forms and flows, every mistake told with file and line."""
