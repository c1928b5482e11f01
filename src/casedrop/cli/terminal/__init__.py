"""What every command shares: how it is asked, speaks, is heard of, completed and ended."""
