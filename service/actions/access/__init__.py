"""Who may come in: accounts, tokens, and another service that proves who somebody is."""
