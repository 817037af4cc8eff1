"""Read the workbooks that offices keep (表格读取)."""
