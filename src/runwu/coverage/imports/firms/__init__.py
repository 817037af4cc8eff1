"""The enterprise workbook (企业台账): enterprises, facts, places, branches' units, contacts, mass organisations."""
