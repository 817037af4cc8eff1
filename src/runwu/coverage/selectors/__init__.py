"""What coverage lists: the status of every enterprise, plans, adoptions."""
