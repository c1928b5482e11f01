"""What administrators and clerks do by hand: verify, explain, assign, steer, migrate, batch."""
