"""The province that leads the network for a quarter."""
