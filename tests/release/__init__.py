"""What is released: wheel, locks, unit files, evidence."""
