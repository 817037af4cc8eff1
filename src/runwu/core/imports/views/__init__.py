"""Pages of imports (导入): uploads, the report of a batch, its rows, files to take away."""
