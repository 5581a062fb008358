"""What every rule file may hold: a record an entry."""
