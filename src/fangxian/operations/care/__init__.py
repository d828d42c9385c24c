"""Care for whoever is shut in: carers of households, visits, medicines, ambulances, calls to the line."""
