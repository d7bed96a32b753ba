"""Stories -> a digest, and the gate that holds every line of it against its source."""
