"""The one small language of guards and templates: checked when it is loaded, sandboxed when it runs. Pure."""
