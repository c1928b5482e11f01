"""The archive held against its own journals and manifests."""
