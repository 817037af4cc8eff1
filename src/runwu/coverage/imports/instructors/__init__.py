"""The instructor workbook (党建指导员名册): persons with their post at the park's committee."""
