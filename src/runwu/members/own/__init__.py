"""What a member may know about the own row (本人的登记): who sees it, who looked, and what is held."""
