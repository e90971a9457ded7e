"""What official SDKs and other clients make of the answers."""
