"""The e-newsletter: "Monthly edition"; "Each newsletter will highlight one province"."""
