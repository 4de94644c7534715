"""How mail leaves: mailings, letters, deliveries, subscriptions. It knows addresses, not people."""
