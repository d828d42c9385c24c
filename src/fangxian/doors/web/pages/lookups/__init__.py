"""Opening the record of somebody outside one's tasks, and the auditor's page of who did."""
