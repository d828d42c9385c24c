"""Care for whoever is shut in: who lacks a carer first, then visits, medicines, ambulances, calls to the line."""
