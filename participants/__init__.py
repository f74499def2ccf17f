"""Units, councils, bodies, people, mandates, clusters, appointments; all dated."""
