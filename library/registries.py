"""What upper apps may register with the library."""

from kit.registry import Registry

transfer_closed = Registry("library.transfer_closed")
"""app → function(transfer): what follows a transfer achieved or stopped, in the closing transaction."""
