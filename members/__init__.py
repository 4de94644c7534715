"""Who belongs to the network: people, provinces, teams and their service."""
