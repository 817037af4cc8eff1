"""The member workbook (党员名册)."""
