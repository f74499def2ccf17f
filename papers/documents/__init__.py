"""Official papers: values by kind, Word templates, and files made of both."""
