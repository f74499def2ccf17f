"""Reports as workbooks: template of a scorecard, import with preview, and export."""
