"""Reading people's files into tables with balance: read = accepted + duplicate + rejected."""

from fangxian.stores.inputs.reading import Imported, read_rows, read_table

__all__ = ["Imported", "read_rows", "read_table"]
