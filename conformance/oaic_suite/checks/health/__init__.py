"""What orchestrators ask before they send traffic."""
