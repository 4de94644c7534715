"""The demonstration network: real reforms, invented people, two quarters; never in production."""
