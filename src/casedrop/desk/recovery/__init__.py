"""What a crash left is finished; a ledger is rebuilt from the archive alone."""
