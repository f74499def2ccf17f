"""The award council, the secret ballot, counting."""
