"""The desk: takes drops in and carries out what they cause."""
