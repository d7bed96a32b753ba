"""Getting addresses from the network, safely and politely."""
