"""A printed page measured: what a person who looks at it would mend before it goes out, found by its letters and rules."""
