"""The structure of the register (党员结构)."""
