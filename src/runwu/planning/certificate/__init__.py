"""Certificates: what proves a plan's bound, and a checker that verifies it without the solver (下界证书)."""
