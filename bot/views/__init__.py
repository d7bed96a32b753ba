"""What `readout read` shows a person: on a terminal, or as a page. Both mark the same stretches of the text."""
