"""Reading people's files into tables with balance: read = accepted + duplicate + rejected."""

from fangxian.stores.inputs.reading import Imported, read_part, read_rows, read_table
from fangxian.stores.inputs.streaming import stream_cells

__all__ = ["Imported", "read_part", "read_rows", "read_table", "stream_cells"]
