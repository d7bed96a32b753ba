"""What Readout knows of the machine: when things run, the network, the database, how all is put together."""
