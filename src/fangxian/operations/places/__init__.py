"""The tree of places, its codes, names, zones and shapes, all dated."""
