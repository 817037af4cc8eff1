"""Large lists as workbooks in the background (大清单导出): asked for, written by a job, fetched by their owner for a time.

What is shown is what the list shows then; the file is handed out only while its owner still may see all of it.
"""
