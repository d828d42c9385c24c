"""One folder per way of finding rounds; a folder dropped in here is found by itself and held by the conformance suite.

Each has one function `route(asked)`: of an `Asked` (see `engines/supplies/driving.py`) it returns, for each vehicle, the
stops in the order they are driven to. What does not fit the hours or the load is cut off behind it, whatever it returns.
"""
