"""What `casedrop check --fix` changes in a workspace's files."""
