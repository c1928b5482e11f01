"""What a responsible person decides about a case beside its flow, and how far that, and a correction, reaches. Pure."""
