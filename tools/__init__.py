"""Programs for developers: the launcher behind bin/, measurements, the reference ranking."""
