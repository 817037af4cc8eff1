"""Plans from two workbooks, without a server or a database (不用服务器的测算): read, plan, write three files."""
