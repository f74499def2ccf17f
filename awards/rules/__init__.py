"""Rules of awards: computations that read no table, and predicates that say why not."""
