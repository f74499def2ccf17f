"""Reports in and out: the template of a scorecard, reading it filled in, what it would become,
and reports as workbooks."""
