"""What Readout knows of the news. Opens no socket, file or database, and reads no clock."""
