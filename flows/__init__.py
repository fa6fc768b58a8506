"""Say when things happen, on what, and what follows a failure. Only this room knows Prefect."""
