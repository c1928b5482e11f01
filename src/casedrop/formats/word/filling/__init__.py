"""A Word template filled."""
