"""Effects carried out: archive, issue, reply, export, convert. Each may be done twice with the same result."""
