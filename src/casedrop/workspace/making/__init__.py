"""Workspaces of an office's own: the flows it chose with what they need, in its languages."""
