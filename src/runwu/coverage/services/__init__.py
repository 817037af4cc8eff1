"""What is done about coverage: plans requested and changed, adopted and sent up, approved, withdrawn."""
