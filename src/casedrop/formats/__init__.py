"""The paper room: bytes to values and back, knowing no case: fill, read, mark."""
