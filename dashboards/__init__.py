"""First pages: own work, plans, the leader's overview, the award steps."""
